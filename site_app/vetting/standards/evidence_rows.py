"""What a text rests on: PIF, NHS, DISCERN, FTC."""

from itertools import zip_longest

from site_app.sources.models import Kind
from site_app.vetting.models import Decision, Degree, Population
from site_app.vetting.standards import words
from site_app.vetting.standards.case import Case
from site_app.vetting.standards.row import Finding, Verdict, no, none, told, yes

# PIF TICK and NHS ask how old evidence is; ten years is ours: guidelines are commonly renewed within that.
OLD = 10
_STRONG = frozenset(
    {Kind.GUIDELINE, Kind.SYSTEMATIC_REVIEW, Kind.OFFICIAL, Kind.STATISTICS, Kind.RCT, Kind.BOOK}
)


def age(case: Case) -> Finding:
    if not case.used:
        return none("It cites no source.")
    dated = [source for source in case.used if source.year[:4].isdigit()]
    undated = len(case.used) - len(dated)
    old = [source.key for source in dated if int(source.year[:4]) < case.today.year - OLD]
    unread = sum(source.read_on is None for source in case.used)
    proof = f"{len(case.used)} sources, the oldest of {dated[0].year if dated else 'unknown year'}."
    faults = [
        f"Older than {OLD} years: {', '.join(old)}." if old else "",
        f"Without a year: {undated}." if undated else "",
        f"Without the date on which they were read: {unread}." if unread else "",
    ]
    return told(not any(faults), proof, " ".join([proof, *filter(None, faults)]))


def years(case: Case) -> Finding:
    if not case.used:
        return none("It cites no source.")
    undated = [source.key for source in case.used if not source.year]
    return told(
        not undated,
        "Each source is printed with its year.",
        f"'No date' is printed beside {', '.join(undated)}.",
    )


def strength(case: Case) -> Finding:
    alone = [
        row.n
        for row in case.health
        if len(sources := case.sources(row)) == 1 and sources[0].kind not in _STRONG
    ]
    if not any(row.citations for row in case.health):
        return none("No health statement cites a source.")
    if alone:
        return no(
            f"{len(alone)} statements lean on one primary study or overview alone, with no guideline, review "
            "or trial beside it.",
            *alone,
        )
    return yes("Each health statement leans on a guideline, review, trial or official source, or on several.")


def kept_record(case: Case) -> Finding:
    if not case.used:
        return none("It cites no source.")
    return yes(f"{len(case.used)} sources; what an edition used once can be withdrawn and not deleted.")


def further_support(case: Case) -> Finding:
    official = [source.key for source in case.used if source.official and source.address()]
    if official:
        return yes(f"It leads to free official help: {', '.join(official)}.")
    if case.cards:
        return yes("A help card says whom to turn to.")
    return no("It leads to no help but our own.")


def human_evidence(case: Case) -> Finding:
    on_animals, asked = [], 0
    for row in case.health:
        ruling = case.ruling(row)
        if ruling is None or ruling.decision != Decision.SUPPORTED:
            continue
        asked += 1
        leaning = [cited for cited in ruling.citations.all() if cited.degree != Degree.BACKGROUND]
        if leaning and all(
            cited.population == Population.ANIMALS or cited.source.kind == Kind.LABORATORY
            for cited in leaning
        ):
            on_animals.append(row.n)
    if on_animals:
        return no(f"{len(on_animals)} statements lean on animal or laboratory work alone.", *on_animals)
    return told(
        asked > 0 or not case.health,
        f"{asked} supported statements, each leaning on a study of people.",
        "No statement has been ruled to be supported yet.",
    )


def stories(case: Case) -> Finding:
    told_as = [
        row.n
        for row in case.dossier.statements
        if (ruling := case.ruling(row)) is not None and ruling.reason == "story"
    ]
    if told_as:
        return yes(
            f"{len(told_as)} sentences are ruled to be a person's own story; a story supports no statement.",
            *told_as,
        )
    return yes("Only sources of the library support a statement; a story cannot.")


def open_questions(case: Case) -> Finding:
    if not case.is_article:
        return none("Only articles say what is not known.")
    return told(
        bool(case.revision.not_known.strip()),
        "The part 'What is not known' is filled.",
        "The part 'What is not known' is empty.",
    )


def limits(case: Case) -> Finding:
    """As `open_questions`, and that the part holds no finding that stands without a doubt."""
    found = open_questions(case)
    if found.verdict != Verdict.YES:
        return found
    part = [row for row in case.dossier.statements if row.part == "not_known"]
    # A finding may be told first and doubted in the next sentence.
    settled = [
        row.n
        for row, after in zip_longest(part, part[1:])
        if row.citations and not any(words.doubts(one.text) for one in (row, after) if one)
    ]
    if settled:
        return no(f"{len(settled)} of its sentences tell a finding and no doubt about it.", *settled)
    return found


def aims(case: Case) -> Finding:
    revision = case.revision
    if not (case.is_article or revision.document.kind == "collection"):
        return none("Only articles and collections say for whom they are.")
    return told(
        bool(revision.for_whom.strip() and revision.not_for.strip()),
        "It says for whom it is and for whom not.",
        "It does not say for whom it is and for whom not.",
    )


def shared_decisions(case: Case) -> Finding:
    if not case.is_article:
        return none("Only articles carry questions to ask.")
    asked = sum(row.part == "questions" for row in case.dossier.statements)
    return told(
        asked > 0, f"{asked} questions for the reader's own clinician.", "It lists no questions to ask."
    )
