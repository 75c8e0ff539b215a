"""What a vetter may say of a statement, and what is refused before anything is stored."""

import pytest

from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import JournalEntry, Role
from site_app.vetting.errors import (
    AnotherRevision,
    LabelNotRaised,
    NothingProposed,
    RulingRefused,
    TextMissing,
)
from site_app.vetting.models import Ruling
from site_app.vetting.services import CitationInput, claim, confirm, raise_label, rule, rule_read_in_bulk
from tests import builders
from tests.people import somebody
from tests.vetting.steps import codes

PROTOCOL = "Give your baby five drops of vitamin D every morning."
POLISH = "Nie jest to choroba i nie ma potrzeby dla dziecka czy matki."
TEXT = f"""{builders.CITED}

Some babies sleep long, and some do not [@sleep2020, p. 2; @sleep2021].

These make eczema worse [@sleep2020, p. 3]:

- soap
- pet fur

{PROTOCOL}

{POLISH}

Eczema is common.

We wrote this page in spring.
"""


@pytest.fixture
def review(team):
    builders.build_source(team.wren, "sleep2021")
    return builders.build_claimed(team, body=TEXT)


def said(review, start, decision, **more):
    return rule(
        actor=review.vetter,
        review=review,
        statement=builders.statement_of(review.revision, start),
        decision=decision,
        **more,
    )


def full(key="sleep2020", degree="full", locator="abstract", population="babies"):
    return CitationInput(key, degree, locator, population)


def refused(review, start, decision, match, **more):
    before = Ruling.objects.count()
    with pytest.raises(RulingRefused, match=match) as refusal:
        said(review, start, decision, **more)
    assert refusal.value.remedy
    assert Ruling.objects.count() == before


def test_a_ruling_keeps_what_was_known_when_it_was_given(review):
    ruling = said(review, "Many babies", "supported", citations=[full()])

    row = ruling.citations.get()
    assert (ruling.label, ruling.fingerprint) == ("health", ruling.statement.fingerprint)
    assert (row.substance, row.source_status) == (row.source.substance, "current")
    row.source.refresh_from_db()
    assert row.source.used_at is not None
    entry = JournalEntry.objects.first()
    assert (entry.verb, entry.actor, entry.detail["decision"]) == ("rule", review.vetter, "supported")


def test_supported_needs_every_citation_ruled_on(review):
    both = [full(degree="partial", locator="p. 2"), full("sleep2021", locator="table 1")]
    refused(review, "Some babies", "supported", "not every citation of 'sleep2021'", citations=both[:1])
    refused(
        review,
        "Some babies",
        "supported",
        "the place in 'sleep2021'",
        citations=[both[0], full("sleep2021", locator=" ")],
    )
    refused(review, "Some babies", "supported", "does not cite 'other'", citations=[*both, full("other")])
    refused(review, "Some babies", "supported", "ruled on twice", citations=[*both, both[0]])
    refused(review, "Some babies", "supported", "how far", citations=[both[0], full("sleep2021", degree="")])
    refused(review, "Some babies", "supported", "whom", citations=[both[0], full("sleep2021", population="")])

    assert said(review, "Some babies", "supported", citations=both).citations.count() == 2


def test_a_locator_is_taken_from_the_writer_or_made_more_exact(review):
    assert (
        said(review, "Many babies", "supported", citations=[full(locator="")]).citations.get().locator
        == "abstract"
    )
    exact = said(review, "Many babies", "supported", citations=[full(locator="abstract,  line 4")])
    assert exact.citations.get().locator == "abstract, line 4"


def test_a_source_cited_at_two_places_is_ruled_on_at_both(team):
    review = builders.build_claimed(team, body="Babies wake at night [@sleep2020, p. 2; @sleep2020, p. 9].")
    refused(review, "Babies wake", "supported", "not every citation", citations=[full(locator="p. 2")])
    refused(
        review,
        "Babies wake",
        "supported",
        "not every citation",
        citations=[full(locator="p. 2"), full(locator="p. 3")],
    )

    ruling = said(review, "Babies wake", "supported", citations=[full(locator="p. 2"), full(locator="p. 9")])
    assert ruling.citations.count() == 2


def test_a_citation_of_no_source_cannot_be_ruled_on(team):
    review = builders.build_claimed(team, body="Babies wake at night [@nowhere, p. 2].")
    refused(review, "Babies wake", "supported", "there is no source 'nowhere'", citations=[full("nowhere")])


@pytest.mark.parametrize(
    ("degrees", "together", "stands"),
    [
        (("full", "background"), False, True),
        (("partial", "partial"), True, True),
        (("partial", "partial"), False, False),
        (("partial", "background"), True, False),
        (("background", "background"), True, False),
    ],
)
def test_one_source_supports_it_in_full_or_several_do_together(review, degrees, together, stands):
    citations = [full(degree=degrees[0], locator="p. 2"), full("sleep2021", degree=degrees[1])]
    if stands:
        assert said(review, "Some babies", "supported", citations=citations, together=together).pk
    else:
        refused(
            review,
            "Some babies",
            "supported",
            "no source supports all of it",
            citations=citations,
            together=together,
        )


def test_an_item_is_ruled_on_with_the_citations_of_its_lead_in(review):
    refused(review, "soap", "supported", "not every citation")

    assert said(review, "soap", "supported", citations=[full(locator="p. 3")]).citations.count() == 1


def test_a_statement_without_citation_cannot_be_supported(review):
    refused(review, "Eczema is common", "supported", "cites nothing")


def test_cleared_needs_a_reason_of_the_closed_list_and_a_health_label(review):
    refused(review, "Eczema is common", "cleared", "why it says nothing about health")
    refused(review, "Eczema is common", "cleared", "why it says", reason="because")
    refused(review, "Eczema is common", "cleared", "why it says", reason="range")
    refused(review, "We wrote this", "cleared", "nothing to clear", reason="site")
    refused(review, "Many babies", "cleared", "it shows a source", reason="site")

    assert said(review, "Eczema is common", "cleared", reason="site").reason == "site"


def test_reading_is_enough_for_other_only(review):
    refused(review, "Eczema is common", "read", "reading it is not enough")
    refused(review, "Many babies", "read", "it shows a source")

    assert said(review, "We wrote this", "read", reason="site", together=True).reason == ""


def test_returned_needs_a_comment(review):
    refused(review, "We wrote this", "returned", "without a comment", comment=" ")

    assert said(review, "We wrote this", "returned", comment="Which spring?").comment == "Which spring?"


def test_a_word_that_is_no_ruling_is_refused(review):
    refused(review, "We wrote this", "waved through", "no ruling")


def test_a_statement_of_another_revision_is_refused(review, team):
    elsewhere = builders.build_submitted(team).statements.first()
    with pytest.raises(AnotherRevision):
        rule(actor=team.vera, review=review, statement=elsewhere, decision="read")
    with pytest.raises(AnotherRevision):
        confirm(actor=team.vera, review=review, statement=elsewhere)
    with pytest.raises(AnotherRevision):
        rule_read_in_bulk(actor=team.vera, review=review, statements=[elsewhere])


# --- protocol ---------------------------------------------------------------------------------------


def test_a_protocol_is_ruled_on_only_by_overruling_the_engine(review, team):
    refused(review, "Give your baby", "cleared", "the engine calls it a protocol", reason="story")
    with pytest.raises(NotAllowed, match="overrule the engine"):
        said(review, "Give your baby", "cleared", reason="story", overrule=True)
    assert (
        said(review, "Give your baby", "returned", comment="A consult block, please.", overrule=True).overrule
        is False
    )


def test_overruling_needs_the_right_and_a_reason(team):
    nora = somebody("Nora", Role.VETTER, Role.OVERRULE)
    revision = builders.build_submitted(
        team, body=f"{PROTOCOL[:-1]} [@sleep2020, p. 1].\n\n{PROTOCOL}\n\nWe wrote it."
    )
    builders.build_source(team.wren)
    review = claim(actor=nora, revision=revision)
    cited, plain = revision.statements.filter(text=PROTOCOL).order_by("n")
    assert (cited.label, plain.label) == ("protocol", "protocol")

    def ruled(statement, decision, **more):
        return rule(actor=nora, review=review, statement=statement, decision=decision, overrule=True, **more)

    with pytest.raises(RulingRefused, match="why it is no protocol"):
        ruled(cited, "supported", citations=[full(locator="p. 1")], reason="story")
    with pytest.raises(RulingRefused, match="why it says nothing"):
        ruled(plain, "cleared", reason="range")
    with pytest.raises(RulingRefused, match="reading it is not enough"):
        ruled(plain, "read")
    with pytest.raises(RulingRefused, match="nothing to overrule"):
        ruled(builders.statement_of(revision, "We wrote it"), "read")

    assert ruled(cited, "supported", citations=[full(locator="p. 1")], reason="age").overrule
    assert ruled(plain, "cleared", reason="story").overrule


def test_what_a_vetter_calls_a_protocol_cannot_be_overruled(team):
    nora = somebody("Nora", Role.VETTER, Role.OVERRULE)
    revision = builders.build_submitted(team)
    review, statement = claim(actor=nora, revision=revision), builders.statement_of(revision, "Many babies")
    raise_label(actor=team.vera, statement=statement, label="protocol", why="It tells how to feed.")

    with pytest.raises(RulingRefused, match="never published"):
        rule(
            actor=nora,
            review=review,
            statement=statement,
            decision="supported",
            citations=[full()],
            overrule=True,
            reason="age",
        )


@pytest.mark.parametrize(
    "shown", ["Many babies", "Many ba\u200bbies", "M\u0430ny babies", "Many ba\u00adbies", "MANY babies"]
)
def test_what_a_vetter_calls_a_protocol_stays_one_while_readers_see_the_same_words(team, shown):
    first = builders.build_submitted(team)
    sentence = builders.statement_of(first, "Many babies")
    raise_label(actor=team.vera, statement=sentence, label="protocol", why="It tells how to feed.")

    body = f"{builders.BODY.replace('Many babies', shown, 1)}\n\nThis page is short."
    newer = builders.build_next(team.wren, first, body=body)
    review = claim(actor=team.vera, revision=builders.submitted(newer))

    same = newer.statements.get(part="body", text__contains="wake at night")
    with pytest.raises(RulingRefused, match="never published"):
        rule(actor=team.vera, review=review, statement=same, decision="supported", citations=[full()])
    assert "protocol" in codes(newer)


def test_a_vetter_names_a_place_in_a_source_and_tells_nothing_there(review):
    place = CitationInput("sleep2020", "full", "Give 5 ml twice a day", "babies")
    refused(review, "Many babies", "supported", "names no place", citations=[place])
    assert said(review, "Many babies", "supported", citations=[full()]).decision == "supported"


# --- what the engine cannot read ----------------------------------------------------------------------


def test_only_a_vetter_who_declared_the_language_answers_for_what_the_engine_cannot_read(review, team):
    refused(review, "Nie jest", "cleared", "language you read it in", reason="story", answers=["unreadable"])
    refused(
        review,
        "Nie jest",
        "cleared",
        "not declared that you read 'pl'",
        reason="story",
        answers=["unreadable"],
        language="pl",
    )
    refused(
        review, "Nie jest", "cleared", "'protocol' cannot be answered", reason="story", answers=["protocol"]
    )

    team.vera.languages = ["en", "pl"]
    team.vera.save()
    ruling = rule(
        actor=team.vera,
        review=review,
        statement=builders.statement_of(review.revision, "Nie jest"),
        decision="cleared",
        reason="story",
        answers=["unreadable"],
        language="pl",
    )
    assert ruling.answers == ["unreadable:pl"]


# --- in bulk ------------------------------------------------------------------------------------------


def test_ten_sentences_without_a_health_word_are_read_at_once(team):
    body = "\n\n".join(f"We wrote part {number} in spring." for number in range(11))
    review = builders.build_claimed(team, body=body)
    rows = list(review.revision.statements.filter(text__startswith="We wrote part"))
    with pytest.raises(RulingRefused, match="more than 10"):
        rule_read_in_bulk(actor=team.vera, review=review, statements=rows)
    with pytest.raises(TextMissing):
        rule_read_in_bulk(actor=team.vera, review=review, statements=[])

    rulings = rule_read_in_bulk(actor=team.vera, review=review, statements=rows[:10])

    assert [(ruling.decision, ruling.bulk) for ruling in rulings] == [("read", True)] * 10


def test_one_sentence_with_a_health_word_spoils_the_bulk(team):
    review = builders.build_claimed(team, body="We wrote this.\n\nWhy do babies wake?")
    plain, asking = (builders.statement_of(review.revision, start) for start in ("We wrote", "Why do"))
    assert asking.label == "other"
    with pytest.raises(RulingRefused, match="health word"):
        rule_read_in_bulk(actor=team.vera, review=review, statements=[plain, asking])
    assert not Ruling.objects.exists()

    assert rule_read_in_bulk(actor=team.vera, review=review, statements=[plain])


def test_a_raised_sentence_is_not_read_in_bulk(team):
    review = builders.build_claimed(team)
    statement = builders.statement_of(review.revision, "We wrote this")
    raise_label(actor=team.wren, statement=statement, label="health", why="It hints at a cure.")

    with pytest.raises(RulingRefused):
        rule_read_in_bulk(actor=team.vera, review=review, statements=[statement])


# --- raising a label ------------------------------------------------------------------------------------


def test_writers_and_vetters_raise_to_health_and_only_vetters_to_protocol(review, team):
    statement = builders.statement_of(review.revision, "We wrote this")
    with pytest.raises(NotAllowed):
        raise_label(actor=team.pia, statement=statement, label="health", why="It hints.")
    with pytest.raises(NotAllowed):
        raise_label(actor=team.wren, statement=statement, label="protocol", why="It hints.")

    assert (
        raise_label(actor=team.wren, statement=statement, label="health", why="It hints.").label == "health"
    )
    assert (
        raise_label(actor=team.vera, statement=statement, label="protocol", why="It tells.").label
        == "protocol"
    )


def test_a_label_is_only_raised_and_with_a_reason(review, team):
    statement = builders.statement_of(review.revision, "Many babies")
    for label, why, error in (
        ("health", "It hints.", LabelNotRaised),
        ("other", "It hints.", LabelNotRaised),
        ("nonsense", "It hints.", LabelNotRaised),
        ("protocol", "  ", TextMissing),
    ):
        with pytest.raises(error):
            raise_label(actor=team.vera, statement=statement, label=label, why=why)

    raise_label(actor=team.vera, statement=statement, label="protocol", why="It tells.")
    with pytest.raises(LabelNotRaised):
        raise_label(actor=team.vera, statement=statement, label="protocol", why="It tells.")


def test_a_vetter_may_put_a_name_to_what_the_engine_already_calls_a_protocol(review, team):
    statement = builders.statement_of(review.revision, "Give your baby")

    assert raise_label(actor=team.vera, statement=statement, label="protocol", why="So it is.").pk


def test_there_is_nothing_to_confirm_in_a_first_revision(review, team):
    with pytest.raises(NothingProposed):
        confirm(actor=team.vera, review=review, statement=builders.statement_of(review.revision, "We wrote"))
