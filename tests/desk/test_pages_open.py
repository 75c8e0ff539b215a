"""Every page of the desk opens, for those who may see it, with something published and something waiting."""

import pytest
from django.urls import reverse

from site_app.desk.site import desk
from tests.desk import builders


@pytest.fixture
def house(team, edition):
    """A published article, one waiting for Vera, one claimed by her, one draft."""
    waiting = builders.submitted(team["Wren"], builders.make_article(team["Wren"], slug="waiting"))
    draft = builders.make_article(team["Wren"], slug="still-a-draft")
    return {"edition": edition, "waiting": waiting, "draft": draft}


@pytest.mark.parametrize("name", ["Wren", "Vera", "Pia", "Olive", "Sam"])
def test_our_own_pages_open_for_everybody_of_the_team(house, team, desk_of, name):
    client = desk_of(name)
    edition, waiting = house["edition"], house["waiting"]
    addresses = [
        reverse("admin:index"),
        reverse("admin:new_document"),
        reverse("admin:write", args=[edition.document_id]),
        reverse("admin:write", args=[house["draft"].document_id]),
        reverse("admin:document", args=[edition.document_id]),
        reverse("admin:document", args=[house["draft"].document_id]),
        reverse("admin:vet", args=[edition.revision_id]),
        reverse("admin:vet", args=[waiting.pk]),
        reverse("admin:seals"),
        reverse("admin:journal"),
        reverse("admin:standards", args=[waiting.pk]),
        reverse("admin:add_house_rule"),
        reverse("admin:import_sources"),
        reverse("admin:invite"),
        reverse("admin:person", args=[team["Vera"].pk]),
        reverse("admin:redact", args=[edition.parts.first().pk]),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address


def test_nothing_of_the_desk_opens_without_signing_in(house, client):
    for register in desk._registry:
        meta = register._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        assert client.get(address).status_code == 302, address
    for name, args in [
        ("index", []), ("new_document", []), ("seals", []), ("write", [house["draft"].document_id]),
        ("vet", [house["waiting"].pk]), ("import_sources", []), ("invite", []),
    ]:  # fmt: skip
        answer = client.get(reverse(f"admin:{name}", args=args))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/admin/login/")
