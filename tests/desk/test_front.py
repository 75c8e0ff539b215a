"""The first page: what is broken in red and in words, then what waits for whom."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from site_app.accounts import guards
from site_app.accounts import services as accounts
from site_app.documents import services as documents
from site_app.publication import services as publication
from site_app.publication.models import Edition, Live, Part, Recheck
from site_app.sources import services as sources
from site_app.vetting import services as vetting
from site_app.vetting.models import Review
from tests.desk import builders


def front(client):
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def pile(client, name):
    """The words of one pile, or '' when it is not there."""
    found = re.search(rf'<section aria-labelledby="pile-{name}">(.*?)</section>', front(client), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def faults(client):
    found = re.search(r'<section class="faults".*?</section>', front(client), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


# --- What is broken ---------------------------------------------------------------------------------------


def test_while_everything_holds_nothing_red_is_shown(desk_of, edition):
    assert faults(desk_of("Olive")) == ""


def test_a_tampered_edition_stands_on_everybodys_first_page(desk_of, edition):
    with guards.lift(connection):
        changed = Part.objects.filter(edition=edition, name="text").update(content=b'{"title":"Quite other"}')
    assert changed == 1
    for name in ("Wren", "Vera", "Pia", "Olive"):
        said = faults(desk_of(name))
        assert "How do babies sleep?" in said
        assert "is withheld from readers" in said
        assert "not those that were sealed" in said
        assert "Broken:" in said


def test_a_deleted_part_is_told(desk_of, edition):
    with guards.lift(connection):
        Part.objects.filter(edition=edition, name="people").delete()
    assert "is withheld from readers" in faults(desk_of("Olive"))


def test_a_missing_guard_is_told_with_its_name(desk_of, edition):
    name = "publication_edition"
    with connection.cursor() as cursor:
        standing = [row for row in guards.triggers.standing(connection).values() if row.table == name]
        assert standing
        cursor.execute(f"DROP TRIGGER {standing[0].name}" + (
            f" ON {name}" if connection.vendor == "postgresql" else ""
        ))  # fmt: skip
    assert f"The guard {standing[0].name} is missing." in faults(desk_of("Wren"))
    guards.install(connection)


def test_a_document_whose_live_row_is_gone_is_told(desk_of, edition):
    live = Live.objects.get()
    live.filings.all().delete()
    live.uses.all().delete()
    live.delete()
    assert "readers do not get it" in faults(desk_of("Olive"))


def test_a_redaction_for_a_legal_reason_is_no_fault(team, desk_of, edition):
    publication.redact(
        actor=team["Olive"], edition=edition, part="body", legal_reason="A court asked for it."
    )
    assert faults(desk_of("Olive")) == ""


# --- What waits for whom ----------------------------------------------------------------------------------


@pytest.fixture
def waiting(team, shelf):
    return builders.submitted(team["Wren"], builders.make_article(team["Wren"], title="Naps?", slug="naps"))


def test_a_draft_waits_for_its_writer_to_hand_it_over(team, desk_of, shelf):
    builders.make_article(team["Wren"], title="Naps?")
    assert "Naps?" in pile(desk_of("Wren"), "drafts")
    assert pile(desk_of("Vera"), "drafts") == ""


def test_what_was_handed_over_waits_for_vetters_and_urgent_texts_come_first(team, desk_of, waiting):
    builders.submitted(
        team["Wren"], builders.make_article(team["Wren"], title="Fever?", slug="fever", urgent="body")
    )
    said = pile(desk_of("Vera"), "to-vet")
    assert said.index("Urgent: Fever?") < said.index("Naps?")
    assert pile(desk_of("Wren"), "to-vet") == ""


def test_a_claim_shows_its_lapse_and_what_is_left(team, desk_of, waiting):
    vetting.claim(actor=team["Vera"], revision=waiting)
    said = pile(desk_of("Vera"), "mine")
    left = waiting.statements.count()
    assert f"{left} to rule on; due " in said
    assert "your claim lapses" in said
    assert pile(desk_of("Vera"), "to-vet") == ""


def test_what_was_approved_waits_for_the_publisher_until_it_is_published(team, desk_of, waiting):
    builders.approved(team["Vera"], waiting)
    pia = desk_of("Pia")
    assert "Naps? approved by Vera" in pile(pia, "to-publish")
    publication.publish(actor=team["Pia"], revision=waiting)
    assert pile(pia, "to-publish") == ""


def test_a_returned_text_and_a_suggestion_wait_for_the_writer(team, desk_of, waiting):
    review = vetting.claim(actor=team["Vera"], revision=waiting)
    statement = waiting.statements.get(kind="title")
    vetting.suggest(actor=team["Vera"], statement=statement, text="When do babies nap?", why="")
    vetting.return_to_writer(actor=team["Vera"], review=review, comment="Say which babies.")
    wren = desk_of("Wren")
    assert "Say which babies." in pile(wren, "returned")
    assert "Vera: When do babies nap?" in pile(wren, "suggestions")


def test_a_retracted_source_is_told_by_source_with_each_sentence(team, desk_of, edition, shelf):
    sources.set_status(actor=team["Wren"], source=shelf, status="retracted", note="Notice of 3 March.")
    for name in ("Vera", "Wren", "Olive"):
        said = pile(desk_of(name), "alarms")
        assert "Sleep in the first year: a review (sleepreview)" in said
        assert "Retracted. Notice of 3 March." in said
        assert "Many babies wake at night because their stomachs are small." in said


def test_an_approval_that_is_not_published_yet_does_not_hush_the_alarm_of_what_readers_have(
    team, desk_of, edition, shelf
):
    sources.set_status(actor=team["Wren"], source=shelf, status="superseded", note="A newer one is out.")
    newer = documents.save_revision(
        actor=team["Wren"],
        document=edition.document,
        base=edition.revision,
        body="Whom can I ask about sleep?",
    )
    builders.approved(team["Vera"], builders.submitted(team["Wren"], newer))
    assert "There is a newer version." in pile(desk_of("Vera"), "alarms")
    publication.publish(actor=team["Pia"], revision=newer)
    assert pile(desk_of("Vera"), "alarms") == ""


def test_a_review_that_is_due_or_overdue_is_told(team, desk_of, shelf, time_machine):
    soon = timezone.localdate() + timedelta(days=20)
    builders.published(team, next_review_on=soon)
    wren = desk_of("Wren")
    assert f"Due on {soon:%-d %B %Y}." in pile(wren, "reviews")
    time_machine.move_to(timezone.now() + timedelta(days=30))
    assert f"Overdue since {soon:%-d %B %Y}." in pile(desk_of("Wren"), "reviews")


def test_an_erased_vetters_document_waits_for_a_new_review(team, desk_of, edition):
    publication.erase_signatory(actor=team["Olive"], user=team["Vera"])
    assert Recheck.objects.count() == 1
    said = pile(desk_of("Olive"), "rechecks")
    assert "How do babies sleep?" in said
    assert "name removed" in said


def test_the_owner_is_told_of_qualifications_and_help_lines(team, desk_of, shelf):
    accounts.save_credential(
        actor=team["Wren"], user=team["Wren"], title="Lactation consultant", body="Board"
    )
    builders.make_help_line(team["Olive"], last_tested_on=timezone.localdate() - timedelta(days=300))
    said = pile(desk_of("Olive"), "owner")
    assert "Wren: Lactation consultant" in said
    assert "Nurse line, 111" in said
    assert pile(desk_of("Wren"), "owner") == ""


def test_with_nothing_to_do_it_says_so(desk_of, edition):
    assert "Nothing waits for you." in front(desk_of("Pia"))


def test_the_doors_are_there_and_only_the_owner_is_asked_to_invite(desk_of, edition):
    wren, olive = front(desk_of("Wren")), front(desk_of("Olive"))
    for name in ("new_document", "import_sources", "seals"):
        assert reverse(f"admin:{name}") in wren
    assert reverse("admin:invite") in olive
    assert reverse("admin:invite") not in wren


def test_the_first_page_costs_about_the_same_with_ten_editions(
    team, desk_of, edition, django_assert_max_num_queries
):
    client = desk_of("Olive")
    with CaptureQueriesContext(connection) as once:
        front(client)
    for number in range(9):
        builders.published(team, slug=f"more-{number}")
    assert Edition.objects.count() == 10
    with django_assert_max_num_queries(len(once) + 3):
        front(client)
    assert Review.objects.count() == 10


def test_the_sign_in_page_leads_to_a_new_password(db, client):
    page = client.get(reverse("admin:login")).content.decode()
    assert reverse("admin:forgotten") in page
    assert "Forgotten your password?" in page
    assert client.get(reverse("admin:forgotten")).status_code == 200


@pytest.mark.parametrize(
    ("name", "doors"),
    [
        ("Wren", {"new", "texts"}),
        ("Vera", {"new", "texts"}),
        ("Pia", {"texts"}),
        ("Olive", {"new", "texts", "people"}),
    ],
)
def test_the_doors_are_those_a_person_may_go_through(desk_of, team, name, doors):
    page = front(desk_of(name))
    doors_there = page[page.index("desk-doors") : page.index("</p>", page.index("desk-doors"))]
    marks = {
        "new": reverse("admin:new_document"),
        "texts": reverse("admin:documents_document_changelist"),
        "people": reverse("admin:accounts_user_changelist"),
    }
    assert {door for door, address in marks.items() if f'"{address}"' in doors_there} == doors
