"""Which text answers best: the same arithmetic on both databases, and a bound to the work."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from site_app.publication.finding import asking, index
from site_app.publication.finding.ranking import ranked, weights
from site_app.publication.finding.store import Texts

SLEEP, NAPPY = (("sleep",),), (("nappy",), ("diaper",))


def text(title: str = "", message: str = "", rest: str = "") -> Texts:
    return Texts(f" {title} ", f" {message} ", f" {rest} ")


def order(groups, weighed=None, **texts: Texts) -> str:
    numbered = dict(enumerate(texts.values()))
    found = ranked(numbered, groups, weighed or [1.0] * len(groups), 50)
    return " ".join(list(texts)[n] for n in found)


def test_a_title_says_more_than_a_main_message_and_that_more_than_a_sentence():
    assert order([SLEEP], a=text(rest="sleep x"), b=text(message="sleep x"), c=text("sleep x")) == "c b a"


def test_what_a_text_says_often_it_says_more_than_once():
    assert order([SLEEP], once=text(rest="sleep x x x"), often=text(rest="sleep x sleep x")) == "often once"


def test_a_long_text_is_not_better_for_being_long():
    long, short = text(rest="sleep " + "x " * 400), text(rest="sleep " + "x " * 20)
    assert order([SLEEP], long=long, short=short) == "short long"


def test_any_way_to_say_it_counts():
    assert order([NAPPY], a=text(rest="x y"), b=text(rest="a diaper")) == "b a"


def test_a_rare_word_weighs_more_than_one_that_stands_everywhere():
    common, rare = weights([400, 2], 400)
    assert rare > 5 * common > 0
    texts = {"has_common": text(rest="sleep x"), "has_rare": text(rest="nappy x")}
    assert order([SLEEP, NAPPY], [common, rare], **texts) == "has_rare has_common"


def test_the_older_text_stands_first_at_a_draw():
    same = text(rest="sleep")
    assert ranked({7: same, 3: same, 5: same}, [SLEEP], [1.0], 2) == [3, 5]


def test_a_rare_word_is_not_missed_among_very_many_texts_that_have_the_common_one(db):
    many = {n: text("x", "y", "baby z") for n in range(1, 801)}
    index.store().put(many | {900: text("x", "y", "zanzibar z")})
    found = asking.find("baby zanzibar")
    assert found.how is asking.How.SOME
    assert found.lives[0] == 900
    assert asking.find("zanzibar baby baby zanzibar").lives[0] == 900


def test_a_title_is_not_missed_among_very_many_texts(db):
    many = {n: text("x", "y", "baby z") for n in range(1, 801)}
    index.store().put(many | {900: text("the baby", "y", "z")})
    assert asking.find("baby").lives[0] == 900


@pytest.mark.parametrize(
    "question", ["baby", "baby sleep", "baby sleep zanzibar", "poo wee tummy boobs " * 3]
)
def test_the_rank_of_so_many_texts_is_worked_out_and_no_more(db, monkeypatch, question):
    stems = "baby sleep urine stool stomach breast"
    index.store().put({n: text("x", stems, stems) for n in range(1, 1_500)})
    seen = []
    monkeypatch.setattr(
        asking, "ranked", lambda texts, *rest: seen.append(len(texts)) or ranked(texts, *rest)
    )
    assert asking.find(question).lives
    assert seen
    assert max(seen) <= 1_100


def test_an_index_from_before_is_widened_with_what_it_held(db):
    """On PostgreSQL the columns are filled from the places of the words; SQLite had them already."""
    step = import_module("site_app.publication.migrations.0006_search_in_texts")
    before = {3: text("how do baby sleep", "you are not alone", "many baby wake baby wake")}
    index.store().put(before)
    ask = [asking.Ask([SLEEP], head=False, most=5)]
    assert index.store().answering(ask) == before
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        step.narrow(None, editor)
        step.widen(None, editor)
    assert index.store().answering(ask) == before
