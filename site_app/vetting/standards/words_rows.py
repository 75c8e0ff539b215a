"""How a text reads: CDC Clear Communication Index, NHS, PIF. Each is a hint that a vetter answers."""

from collections.abc import Callable, Iterable

from site_app.documents.completeness import MAIN_MESSAGE_SENTENCES
from site_app.documents.models import Statement
from site_app.vetting.standards import words
from site_app.vetting.standards.case import Case
from site_app.vetting.standards.row import Finding, no, none, told, yes

# About twelve years of age: a hint, never a gate.
GRADE = 8


def main_message(case: Case) -> Finding:
    if not case.is_article:
        return none("Only articles have a main message.")
    count = sum(row.part == "main_message" and row.kind != "alt" for row in case.dossier.statements)
    return told(
        0 < count <= MAIN_MESSAGE_SENTENCES,
        f"The main message has {count} sentences and stands first, in a box.",
        f"The main message has {count} sentences.",
    )


def pictures(case: Case) -> Finding:
    if not case.pictures:
        return none("It shows no picture.")
    bare = case.findings("picture_without_alt")
    return told(
        not bare, f"{len(case.pictures)} pictures, each with words for those who cannot see it.",
        f"{len(bare)} pictures have no words for those who cannot see them.",
    )  # fmt: skip


def action(case: Case) -> Finding:
    if not case.is_article:
        return none("Only articles end in something to do.")
    ways = sorted(case.blocks & {"consult", "routine", "urgent", "emergency"})
    if ways:
        return yes(f"It holds: {', '.join(ways)}.")
    return told(
        bool(case.revision.questions.strip()),
        "It ends in questions to take to a midwife, nurse or doctor.",
        "Nothing in it says what a reader can do next.",
    )


def how_to_act(case: Case) -> Finding:
    if not case.is_article:
        return none("Only articles say when to turn to a professional.")
    if ways := sorted(case.blocks & {"consult", "routine", "urgent", "emergency"}):
        return yes(f"When and how to reach a professional stands in its blocks: {', '.join(ways)}.")
    return no("No help card and no consult block says when and how to reach a professional.")


def active_voice(case: Case) -> Finding:
    rows = [row for row in case.dossier.statements if row.part == "main_message" or row.block]
    return _each(rows, words.passive, "in the passive voice", "The main message and the blocks are active.")


def acronyms(case: Case) -> Finding:
    found = words.acronyms((row.n, row.text) for row in case.said)
    if not found:
        return yes("Every abbreviation is explained where it first stands, or there is none.")
    return no(f"Not explained: {', '.join(found)}.", *sorted(set(found.values())))


def lists(case: Case) -> Finding:
    found = words.long_lists(case.revision.body)
    return told(
        not found,
        f"No list has more than {words.LONG_LIST} points.",
        f"Lists of {', '.join(map(str, found))} points, without a list inside.",
    )


def chunks(case: Case) -> Finding:
    found = words.long_stretches(case.revision.body)
    return told(
        not found,
        f"A heading stands at least every {words.LONG_STRETCH} words.",
        f"Stretches of {', '.join(map(str, found))} words without a heading.",
    )


def numbers(case: Case) -> Finding:
    return _each(
        case.said, words.hard_numbers, "with decimals, units or more than three numbers",
        "No sentence is heavy with numbers.",
    )  # fmt: skip


def sums(case: Case) -> Finding:
    found = set().union(*(words.denominators(row.text) for row in case.said)) if case.said else set()
    if len(found) < 2:
        return yes("All chances are told out of the same number, or there is none.")
    rows = [row.n for row in case.said if words.denominators(row.text)]
    shown = ", ".join("per cent" if out == "%" else f"out of {out}" for out in sorted(found))
    return no(f"Chances are told in several ways: {shown}. A reader would have to reckon.", *rows)


def chances(case: Case) -> Finding:
    bare = [
        row.n
        for row in case.said
        if words.probability(row.text) and row.block != "frequency" and not words.glossed(row.text)
    ]
    if bare:
        return no(f"{len(bare)} sentences give a chance in numbers alone.", *bare)
    told_of = sum(words.probability(row.text) for row in case.said)
    return yes(f"{told_of} sentences give a chance, each with plain words or a picture beside it.")


def numeracy(case: Case) -> Finding:
    """NHS, low literacy and numeracy: what the rows on numbers of the CDC index found, taken together."""
    faulty = [name for name, row in (("C15, 16", numbers), ("C17", sums), ("C20", chances))
              if row(case).verdict == "no"]  # fmt: skip
    return told(not faulty, "The rows on numbers found nothing.", f"See {', '.join(faulty)}.")


def long_sentences(case: Case) -> Finding:
    return _each(
        case.said, words.is_long, f"longer than {words.LONG_SENTENCE} words",
        f"No sentence is longer than {words.LONG_SENTENCE} words.",
    )  # fmt: skip


def reading_age(case: Case) -> Finding:
    found = words.grade(row.text for row in case.said)
    if not found:
        return none("It holds no whole sentence.")
    proof = f"School grade {found} by Flesch-Kincaid: an age of about {found + 5}."
    return told(found <= GRADE, proof, f"{proof} Ages of {GRADE + 5} and above are hard for many readers.")


def design(case: Case) -> Finding:
    leaps = list(words.heading_leaps(case.revision.body))
    vague = words.vague_links(case.revision.body)
    faults = [
        f"{len(leaps)} headings skip a level." if leaps else "",
        f"{len(vague)} links do not say where they lead." if vague else "",
    ]
    return told(
        not any(faults),
        "Headings follow in order, and links say where they lead.",
        " ".join(filter(None, faults)),
    )


def praise(case: Case) -> Finding:
    return _each(
        case.dossier.statements, words.praises, "with words that praise", "No word of praise was found."
    )


def _each(rows: Iterable[Statement], test: Callable[[str], object], what: str, otherwise: str) -> Finding:
    found = [row.n for row in rows if test(row.text)]
    if not found:
        return yes(otherwise)
    return no(f"{len(found)} {'sentence' if len(found) == 1 else 'sentences'} {what}.", *found)
