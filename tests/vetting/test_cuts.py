"""Another cut of a sentence: a wording that the engine itself reads so, taken over by the writer."""

import pytest

from site_app.accounts.errors import NotAllowed
from site_app.vetting.errors import AnotherRevision, CutRefused, TextMissing
from site_app.vetting.models import Suggestion
from site_app.vetting.services import suggest_cut, take_over
from tests import builders

LONG = "Many babies wake at night, and some sleep longer when they are older [@sleep2020, abstract]."
TWO = "Many babies wake at night [@sleep2020, p. 1]. Some of them wake twice [@sleep2020, p. 2]."


@pytest.fixture
def long(team):
    return builders.build_submitted(team, body=LONG).statements.exclude(citations=[]).get()


@pytest.fixture
def two(team):
    return list(builders.build_submitted(team, body=TWO).statements.exclude(citations=[]).order_by("n"))


def test_a_split_gives_each_sentence_the_citations_and_the_engine_cuts_it_so(team, long):
    suggestion = suggest_cut(
        actor=team.vera,
        statement=long,
        text="Many babies wake at night. Some sleep longer when they are older.",
        why="Two claims.",
    )
    assert suggestion.sort == Suggestion.Sort.SPLIT
    taken = take_over(actor=team.wren, suggestion=suggestion)
    assert taken.body == (
        "Many babies wake at night [@sleep2020, abstract]."
        " Some sleep longer when they are older [@sleep2020, abstract]."
    )
    builders.submitted(taken)
    cited = taken.statements.exclude(citations=[]).order_by("n")
    assert [row.text for row in cited] == [
        "Many babies wake at night.",
        "Some sleep longer when they are older.",
    ]
    assert not taken.contributors.filter(user=team.vera).exists()


def test_a_merger_keeps_every_citation_and_is_one_sentence_then(team, two):
    first, second = two
    suggestion = suggest_cut(
        actor=team.vera, statement=first, until=second, text="Many babies wake at night, some of them twice."
    )
    taken = take_over(actor=team.wren, suggestion=suggestion)
    assert taken.body == (
        "Many babies wake at night, some of them twice [@sleep2020, p. 1] [@sleep2020, p. 2]."
    )
    builders.submitted(taken)
    row = taken.statements.exclude(citations=[]).get()
    assert [citation["locator"] for citation in row.citations] == ["p. 1", "p. 2"]


def test_what_the_engine_does_not_cut_so_is_refused(team, long, two):
    with pytest.raises(CutRefused, match="still reads this as one sentence"):
        suggest_cut(actor=team.vera, statement=long, text="Many babies wake, and some sleep.")
    with pytest.raises(CutRefused, match="still reads this as 2 sentences"):
        suggest_cut(actor=team.vera, statement=two[0], until=two[1], text="Babies wake. Some wake twice.")
    with pytest.raises(TextMissing):
        suggest_cut(actor=team.vera, statement=long, text=" ")
    assert not Suggestion.objects.exists()


def test_only_neighbours_of_one_paragraph_become_one(team, two, long):
    title = two[0].revision.statements.get(kind="title")
    for start, until in ((two[1], two[0]), (two[0], two[0]), (title, two[0])):
        with pytest.raises(CutRefused, match="neighbouring sentences of one paragraph"):
            suggest_cut(actor=team.vera, statement=start, until=until, text="Many babies wake at night.")
    with pytest.raises(AnotherRevision):
        suggest_cut(actor=team.vera, statement=two[0], until=long, text="Many babies wake at night.")


def test_sentences_of_two_paragraphs_stay_apart(team):
    revision = builders.build_submitted(team, body="We like tea.\n\nWe like cake.")
    tea, cake = revision.statements.filter(text__startswith="We like").order_by("n")
    with pytest.raises(CutRefused, match="one paragraph"):
        suggest_cut(actor=team.vera, statement=tea, until=cake, text="We like tea and cake.")


def test_a_writer_cuts_in_the_text_itself(team, long):
    with pytest.raises(NotAllowed):
        suggest_cut(actor=team.wren, statement=long, text="Babies wake. Some sleep.")
