"""The vetting page: the ledger, a ruling by form, reading in bulk, confirming, suggesting."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from site_app.documents import services as documents
from site_app.documents.models import Revision
from site_app.vetting import services as vetting
from site_app.vetting.models import RaisedLabel, Review, Ruling, Suggestion
from tests.desk import builders
from tests.desk.pages import words

CITED = "Many babies wake at night because their stomachs are small."


@pytest.fixture
def waiting(team, shelf):
    return builders.submitted(team["Wren"], builders.make_article(team["Wren"]))


@pytest.fixture
def vera(desk_of):
    return desk_of("Vera")


def page(client, revision, query=""):
    return client.get(reverse("admin:vet", args=[revision.pk]) + query)


def claim(client, revision, **data):
    return client.post(reverse("admin:claim", args=[revision.pk]), data, follow=True)


def rule(client, statement, decision, **more):
    prefix = f"s{statement.pk}"
    data = {f"{prefix}-decision": decision, **{f"{prefix}-{name}": value for name, value in more.items()}}
    return client.post(reverse("admin:rule", args=[statement.pk]), data)


def cited(revision):
    return revision.statements.get(text=CITED)


def test_the_ledger_shows_every_statement_in_full_with_its_source(vera, waiting, shelf):
    claim(vera, waiting)
    said = words(page(vera, waiting))
    for statement in waiting.statements.all():
        assert statement.text in said
    assert shelf.reference in said
    assert "systematic review" in said


def test_forms_are_shown_to_the_one_who_claimed_and_to_nobody_else(vera, desk_of, waiting):
    assert "ruling-form" not in page(vera, waiting).content.decode()
    claim(vera, waiting)
    assert "ruling-form" in page(vera, waiting).content.decode()
    pia = page(desk_of("Pia"), waiting)
    assert "ruling-form" not in pia.content.decode()
    assert "Vera claimed this" in words(pia)


def test_whoever_wrote_it_reads_why_they_cannot_vet(desk_of, waiting):
    said = words(page(desk_of("Wren"), waiting))
    assert "You cannot vet this." in said
    assert "Claim it for vetting" not in said


def test_a_superuser_who_wrote_it_cannot_vet_it_either(team, desk_of, shelf):
    sam = team["Sam"]
    revision = builders.make_article(team["Wren"])
    revision = documents.save_revision(
        actor=sam, document=revision.document, base=revision, body="Whom can I ask about sleep?"
    )
    builders.submitted(team["Wren"], revision)
    assert "You had a hand in this text" in words(claim(desk_of("Sam"), revision))
    assert not Review.objects.exists()


def test_a_ruling_by_form_is_recorded_and_leads_to_the_next_sentence(vera, waiting):
    claim(vera, waiting)
    statement = cited(waiting)
    answer = rule(
        vera, statement, "supported", **{"degree-0": "full", "locator-0": "p. 3", "population-0": "babies"}
    )
    ruling = Ruling.objects.get(statement=statement)
    assert (ruling.decision, ruling.vetter.display_name) == ("supported", "Vera")
    assert [(row.degree, row.locator) for row in ruling.citations.all()] == [("full", "p. 3")]
    following = waiting.statements.filter(n__gt=statement.n).order_by("n").first()
    assert answer.headers["Location"].endswith(f"#row-{following.n}")


def test_a_refused_ruling_comes_back_with_its_reason_and_all_that_was_typed(vera, waiting):
    claim(vera, waiting)
    answer = rule(
        vera, cited(waiting), "supported",
        **{"degree-0": "partial", "locator-0": "table 7b", "population-0": "mothers"},
        comment="Half of it only.",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "no source supports all of it" in words(answer)
    text = answer.content.decode()
    assert 'value="table 7b"' in text
    assert 'value="Half of it only."' in text
    assert '<option value="partial" selected>' in text
    assert '<option value="mothers" selected>' in text
    assert not Ruling.objects.filter(statement=cited(waiting)).exists()


@pytest.mark.parametrize(
    ("decision", "more", "said"),
    [
        ("returned", {}, "without a comment"),
        ("read", {}, "it shows a source"),
        ("cleared", {"reason": "question"}, "it shows a source"),
        ("nonsense", {}, "not one of the available choices"),
        ("", {}, "required"),
        ("supported", {"degree-0": "wholly"}, "not one of the available choices"),
        (
            "supported",
            {"overrule": "on", "degree-0": "full", "population-0": "babies"},
            "nothing to overrule",
        ),
    ],
)
def test_rulings_that_cannot_stand_are_refused_with_words(vera, waiting, decision, more, said):
    claim(vera, waiting)
    answer = rule(vera, cited(waiting), decision, **more)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Ruling.objects.filter(statement=cited(waiting)).exists()


def test_without_a_claim_a_ruling_is_refused_and_its_comment_kept(vera, waiting):
    answer = rule(vera, cited(waiting), "returned", comment="Say which babies.")
    assert answer.status_code == 422
    assert "Claim this document first" in words(answer)
    assert "Say which babies." in words(answer)
    assert not Ruling.objects.exists()


def test_somebody_elses_claim_is_respected(vera, desk_of, waiting):
    claim(vera, waiting)
    answer = rule(desk_of("Sam"), cited(waiting), "returned", comment="No.")
    assert answer.status_code == 422
    assert "Vera has claimed this text" in words(answer)
    assert not Ruling.objects.exists()


def test_a_sentence_that_was_ruled_on_can_be_ruled_on_again(vera, waiting):
    claim(vera, waiting)
    statement = waiting.statements.get(kind="title")
    rule(vera, statement, "returned", comment="Shorter, please.")
    first = page(vera, waiting).content.decode()
    assert f'name="s{statement.pk}-decision"' not in first
    again = page(vera, waiting, f"?again={statement.n}").content.decode()
    assert f'name="s{statement.pk}-decision"' in again
    rule(vera, statement, "read" if statement.label == "other" else "cleared", reason="question")
    assert [row.decision for row in statement.rulings.order_by("-pk")][1:] == ["returned"]
    assert page(vera, waiting, "?again=nonsense").status_code == 200


# --- In bulk ----------------------------------------------------------------------------------------------


def test_at_most_ten_are_read_in_bulk_and_each_is_shown_in_full(team, vera, shelf):
    fillers = "\n\n".join(f"Our harbour has {word} lamps." for word in builders.NUMBERS)
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"], body=fillers))
    claim(vera, revision)
    shown = re.findall(r'name="statement" value="(\d+)"', page(vera, revision).content.decode())
    assert len(shown) == 10
    said = words(page(vera, revision))
    assert all(row.text in said for row in revision.statements.filter(pk__in=shown))
    vera.post(reverse("admin:bulk_read", args=[revision.pk]), {"statement": shown})
    assert Ruling.objects.filter(bulk=True).count() == 10
    assert {str(row.statement_id) for row in Ruling.objects.all()} == set(shown)


def test_eleven_at_once_and_health_statements_are_refused(team, vera, waiting):
    claim(vera, waiting)
    address = reverse("admin:bulk_read", args=[waiting.pk])
    everything = list(waiting.statements.values_list("pk", flat=True))
    assert "at once" in words(vera.post(address, {"statement": everything}, follow=True))
    assert "by itself" in words(vera.post(address, {"statement": [cited(waiting).pk]}, follow=True))
    for odd in ("²", "x", str(10**30), "-1"):
        assert "No sentence was chosen" in words(vera.post(address, {"statement": odd}, follow=True))
    assert not Ruling.objects.exists()


# --- Confirming -------------------------------------------------------------------------------------------


def test_the_same_words_under_another_heading_are_confirmed_with_one_press(team, vera, waiting):
    builders.approved(team["Vera"], waiting)
    moved = documents.save_revision(
        actor=team["Wren"], document=waiting.document, base=waiting,
        body="## How small is a stomach?\n\n" + waiting.body,
    )  # fmt: skip
    builders.submitted(team["Wren"], moved)
    claim(vera, moved)
    assert "The same words were ruled on before" in words(page(vera, moved))
    assert "data-confirm" in page(vera, moved).content.decode()
    vera.post(reverse("admin:confirm", args=[cited(moved).pk]))
    ruling = Ruling.objects.get(statement=cited(moved))
    assert (ruling.decision, ruling.vetter) == ("supported", team["Vera"])
    assert ruling.carried_from is not None


def test_what_was_carried_over_says_so(team, vera, waiting):
    builders.approved(team["Vera"], waiting)
    longer = documents.save_revision(
        actor=team["Wren"], document=waiting.document, base=waiting,
        body=waiting.body + "\n\nWhom else can I ask?",
    )  # fmt: skip
    builders.submitted(team["Wren"], longer)
    claim(vera, longer)
    assert "carried over" in words(page(vera, longer))
    assert Ruling.objects.filter(statement=cited(longer)).count() == 1


# --- Around the sentences ---------------------------------------------------------------------------------


def test_a_suggestion_goes_to_the_writer_and_leaves_the_vetter_free(vera, waiting):
    claim(vera, waiting)
    vera.post(
        reverse("admin:suggest", args=[cited(waiting).pk]),
        {"text": "Babies often wake because they are hungry.\x00", "why": "Plainer."},
    )
    suggestion = Suggestion.objects.get()
    assert suggestion.text == "Babies often wake because they are hungry."
    assert not waiting.contributors.filter(user=suggestion.vetter).exists()


def test_a_raised_label_stands_in_the_row(vera, waiting):
    claim(vera, waiting)
    vera.post(
        reverse("admin:raise_label", args=[cited(waiting).pk]), {"label": "protocol", "why": "It is a plan."}
    )
    assert RaisedLabel.objects.get().label == "protocol"
    said = words(page(vera, waiting))
    assert "Raised to protocol by Vera: It is a plan." in said


def test_release_gives_it_back(vera, waiting):
    claim(vera, waiting)
    vera.post(reverse("admin:release", args=[waiting.pk]))
    assert Review.objects.get().outcome == "released"
    assert "Claim it for vetting" in words(page(vera, waiting))


def test_return_needs_words_and_reaches_the_writer(vera, desk_of, waiting):
    claim(vera, waiting)
    address = reverse("admin:return_to_writer", args=[waiting.pk])
    assert "The writer would not know what to do." in words(vera.post(address, follow=True))
    vera.post(reverse("admin:release", args=[waiting.pk]))
    late = words(vera.post(address, {"comment": "Name the age of the babies."}, follow=True))
    assert "Claim this document first" in late
    assert "You had typed: Name the age of the babies." in late
    claim(vera, waiting)
    vera.post(address, {"comment": "Name the age of the babies."})
    assert Review.objects.latest("pk").outcome == "returned"
    assert "Name the age of the babies." in words(desk_of("Wren").get(reverse("admin:index")))


def test_a_vetter_without_a_clinicians_credential_reads_so_before_trying(team, desk_of, waiting):
    team["Vic"] = builders.somebody("Vic", builders.Role.VETTER)
    vic = desk_of("Vic")
    claim(vic, waiting)
    assert "You may rule on sentences, and not approve the whole." in words(page(vic, waiting))


def test_what_stands_in_the_way_is_listed_with_its_remedy(team, vera, shelf):
    body = (
        "A fever is a sign of illness in babies.\n\n"
        "Give 5 ml of vitamin D drops every evening for three weeks."
    )
    revision = builders.submitted(team["Wren"], builders.make_article(team["Wren"], body=body))
    claim(vera, revision)
    said = words(page(vera, revision))
    assert "names no source" in said
    assert "A reader could copy this" in said
    assert "need a ruling" in said


def test_an_unsubmitted_revision_leads_back_to_the_editor(team, vera, shelf):
    draft = builders.make_article(team["Wren"])
    answer = page(vera, draft)
    assert answer.headers["Location"] == reverse("admin:write", args=[draft.document_id])


@pytest.mark.parametrize("name", ["claim", "release", "bulk_read", "return_to_writer"])
def test_verbs_answer_a_post_only(vera, waiting, name):
    assert vera.get(reverse(f"admin:{name}", args=[waiting.pk])).status_code == 405


def long_article(team, sentences):
    lines = [
        f"Many babies in village {n} wake at night because their stomachs are small [@sleepreview, p. {n}]."
        for n in range(sentences)
    ]
    body = "\n\n".join(lines)
    slug = f"long-{sentences}"
    return builders.submitted(team["Wren"], builders.make_article(team["Wren"], slug=slug, body=body))


def test_four_hundred_statements_cost_as_many_queries_as_forty(
    team, vera, shelf, django_assert_max_num_queries
):
    few, many = long_article(team, 30), long_article(team, 400)
    for revision in (few, many):
        claim(vera, revision)
    assert many.statements.count() > 400
    with django_assert_max_num_queries(39) as asked:
        answer = page(vera, few)
    assert answer.status_code == 200
    of_few = len(asked)
    with django_assert_max_num_queries(of_few):
        assert page(vera, many).status_code == 200


def test_reading_the_page_changes_nothing(vera, waiting):
    before = (Revision.objects.count(), Ruling.objects.count(), Review.objects.count())
    page(vera, waiting)
    assert (Revision.objects.count(), Ruling.objects.count(), Review.objects.count()) == before
    assert vetting.open_review(waiting) is None


@pytest.fixture
def changed(team, waiting):
    """A text approved once, in which one sentence is new; it waits for a vetter."""
    builders.approved(team["Vera"], waiting)
    body = f"{waiting.body}\n\nWe asked two families."
    moved = documents.save_revision(actor=team["Wren"], document=waiting.document, base=waiting, body=body)
    return builders.submitted(team["Wren"], moved)


def test_before_a_claim_what_it_would_carry_over_is_folded_away(vera, changed):
    total = changed.statements.count()
    answer = page(vera, changed)
    assert (
        f"1 of {total} sentences needs a ruling; a claim carries {total - 1} earlier rulings over"
        in words(answer)
    )
    shown = re.sub(r"<details class=\"folded\">.*?</details>", "", answer.content.decode(), flags=re.DOTALL)
    assert shown.count("data-row ") == 1
    assert "We asked two families." in shown
    assert "a claim carries over" in words(answer)

    claim(vera, changed)
    said = words(page(vera, changed))
    assert f"1 of {total} sentences needs a ruling; {total - 1} settled" in said
    assert "a claim carries" not in said


def test_a_claim_is_renewed_with_its_kind(vera, changed):
    assert "You claimed this for a periodic review: nothing is carried over." in words(
        claim(vera, changed, kind="periodic")
    )
    first = Review.objects.get(revision=changed)
    Review.objects.filter(pk=first.pk).update(lapses_at=first.lapses_at - timedelta(hours=20))
    form = re.search(
        r'name="kind" value="(\w+)"><button class="button">Renew', page(vera, changed).content.decode()
    )
    said = words(claim(vera, changed, kind=form[1]))
    again = Review.objects.get(revision=changed)
    assert f"It is yours until {timezone.localtime(again.lapses_at):%-d %B, %H:%M}." in said
    assert (again.pk, again.kind) == (first.pk, "periodic")
    assert again.lapses_at >= first.lapses_at
