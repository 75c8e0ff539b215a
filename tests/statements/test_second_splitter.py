"""Our cut of a text beside that of another splitter, which knows nothing of this house.

On the launch texts the two agree. On the hard cases every place where only one of them cuts is on a list,
with who is right; a new one fails until a person has looked at it.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import choppa
from choppa import SrxDocument, SrxTextIterator

from site_app.statements.pieces import ANCHOR
from site_app.statements.split import sentence_spans
from site_app.statements.tree import Node, tree_of
from tests.statements.test_hard_cases import cases, plain

LAUNCH = Path(__file__).parents[2] / "site_app" / "publication" / "launch" / "documents"
RULES = Path(choppa.__file__).parent / "data" / "srx" / "languagetool_segment.srx"
AROUND = 2


@cache
def rules() -> SrxDocument:
    return SrxDocument(ruleset=str(RULES))


def second_cut(text: str) -> list[str]:
    """The other splitter knows no citations; a line break ends a paragraph for both."""
    return list(SrxTextIterator(rules(), "en_one", text.replace(f" {ANCHOR}", "").replace(ANCHOR, "")))


def our_cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def solid(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character != ANCHOR)


def ends(sentences: list[str]) -> set[int]:
    """How many solid characters stand before each cut."""
    length, found = 0, set()
    for sentence in sentences:
        length += len(solid(sentence))
        found.add(length)
    return found


def differences(text: str) -> Iterator[str]:
    ours, second = our_cut(text), second_cut(text)
    assert solid("".join(ours)) == solid("".join(second)) == solid(text)
    for place in sorted(ends(ours) ^ ends(second)):
        yield f"{'ours' if place in ends(ours) else 'second'}\t{_around(text, place)}"


def _around(text: str, place: int) -> str:
    solid_places = [number for number, character in enumerate(text) if solid(character)]
    cut = solid_places[place - 1] + 1
    before = text[:cut].replace(ANCHOR, "").split()[-AROUND:]
    after = text[cut:].replace(ANCHOR, "").split()[:AROUND]
    return f"{' '.join(before)} | {' '.join(after)}"


def launch_texts() -> Iterator[str]:
    for file in sorted(LAUNCH.rglob("*.md")):
        _, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        fields = [value for value in tomllib.loads(front).values() if isinstance(value, str)]
        for text in (*fields, body):
            yield from _leaves(tree_of(text).root)


def _leaves(node: Node) -> Iterator[str]:
    if node.pieces:
        yield node.visible
    for child in node.children:
        yield from _leaves(child)


def hard_texts() -> Iterator[str]:
    for name in ("first.txt", "unseen.txt", "not_yet.txt"):
        yield from (plain(marked).replace("[@k]", ANCHOR) for marked in cases(name))


def known() -> list[str]:
    """Each line: who alone cuts, the words on both sides, who is right. Read and agreed to by a person."""
    rows = [line.split("\t") for line in cases("second_on_hard.txt")]
    assert all(right in ("ours", "second", "either") for _, _, right in rows)
    return sorted(f"{who}\t{around}" for who, around, _ in rows)


def test_the_launch_texts_are_cut_as_the_second_splitter_cuts_them() -> None:
    texts = list(launch_texts())
    assert sum(len(our_cut(text)) for text in texts) > 300
    assert [line for text in texts for line in differences(text)] == []


def test_the_hard_cases_differ_only_where_a_person_has_looked() -> None:
    assert sorted(line for text in hard_texts() for line in differences(text)) == known()


def test_the_comparison_notices_a_lost_cut_and_a_needless_one() -> None:
    assert list(differences("He slept. Then he woke.")) == []
    assert list(differences("Take vitamin D. It is made in skin.")) == ["ours\tvitamin D. | It is"]
    assert list(differences("A bottle of 150ml. was left.")) == ["second\tof 150ml. | was left."]
