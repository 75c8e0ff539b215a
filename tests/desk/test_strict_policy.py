"""Nothing inline, nothing from elsewhere: the strict content policy holds for every page of the desk."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from site_app.desk.site import desk
from tests.desk import builders


class Inline(HTMLParser):
    """What the policy would refuse to carry out, and addresses that lead a browser elsewhere by itself."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self._is_script = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]
        if tag == "style":
            self.found.append("<style>")
        self._is_script = tag == "script" and "src" not in values and values.get("type") != "application/json"
        for name in ("src", "href") if tag in {"script", "img", "link", "iframe"} else ():
            if re.match(r"(https?:)?//|data:|javascript:", values.get(name) or ""):
                self.found.append(f"<{tag} {name}={values[name]}>")

    def handle_data(self, data):
        if self._is_script and data.strip():
            self.found.append(f"script: {data.strip()[:40]}")


@pytest.fixture
def house(team, edition):
    builders.make_consult(team["Olive"])
    builders.make_help_line(team["Olive"])
    builders.make_picture(team["Wren"])
    return builders.submitted(team["Wren"], builders.make_article(team["Wren"], slug="waiting"))


def every_address(team, edition, waiting):
    yield reverse("admin:login")
    for name, args in [
        ("index", []), ("new_document", []), ("write", [waiting.document_id]), ("vet", [waiting.pk]),
        ("vet", [edition.revision_id]), ("document", [edition.document_id]), ("seals", []),
        ("figures", []), ("journal", []), ("standards", [waiting.pk]), ("standards", [edition.revision_id]),
        ("add_house_rule", []), ("import_sources", []), ("invite", []), ("person", [team["Vera"].pk]),
        ("forgotten", []), ("accept_invitation", ["x"]), ("new_address", ["x"]),
        ("redact", [edition.parts.first().pk]),
    ]:  # fmt: skip
        yield reverse(f"admin:{name}", args=args)
    for model, register in desk._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = model.objects.order_by("pk").first()
        if row is not None:
            yield reverse(f"{name}_change", args=[row.pk])
        if register.may_add:
            yield reverse(f"{name}_add")


def test_no_page_of_the_desk_holds_anything_inline_or_from_elsewhere(team, desk_of, edition, house):
    olive = desk_of("Olive")
    looked_at = 0
    for address in every_address(team, edition, house):
        answer = olive.get(address, follow=True)
        assert answer.status_code == 200, address
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy
        assert Inline(answer.content.decode()).found == [], address
        looked_at += 1
    assert looked_at > 50


def test_the_lens_sees_what_it_looks_for():
    bad = (
        '<p style="x"><a onclick="y">z</a><script>go()</script><style>p{}</style><img src="//evil.example/x">'
    )
    assert len(Inline(bad).found) == 5
    good = '<script src="/x.js"></script><script type="application/json">{"a": 1}</script><p class="style">'
    assert Inline(good).found == []


def test_the_editor_loads_our_script_and_none_of_markdownx(desk_of, house):
    page = desk_of("Wren").get(reverse("admin:write", args=[house.document_id])).content.decode()
    assert 'src="/static/desk/editor/main.js"' in page
    assert "markdownx/js" not in page
    assert '"preview": "/admin/markdownx/preview/"' in page
