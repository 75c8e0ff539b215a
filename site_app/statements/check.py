"""The engine's front door: a draft in, a report out."""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby

from site_app.statements.findings import findings_of
from site_app.statements.house import HouseRules, explained, rules_version, under
from site_app.statements.label import judge_run
from site_app.statements.lexicon import health_words
from site_app.statements.report import Draft, Label, Lookup, Part, Report, Statement
from site_app.statements.rules import Judged, by_rules
from site_app.statements.setting import Setting
from site_app.statements.traits import ask_ahead
from site_app.statements.walk import Sentence, Walked, walk


def draft_from_markdown(text: str) -> Draft:
    """A bare Markdown file as an article that has a body and nothing else."""
    return Draft(parts=(Part(name="body", form="markdown", text=text),))


def check(draft: Draft, lookup: Lookup | None = None, house: HouseRules | None = None) -> Report:
    """Read every statement of `draft`, label it, and say what stands in the way.

    Never raises on any text. Without a `lookup`, keys, consults, documents and pictures are not
    looked up and `Report.looked_up` says so. `house` has its say after the engine.
    """
    walked = walk(draft)
    statements = under(house, _judged(walked))
    findings = explained(findings_of(walked, statements, lookup), statements)
    return Report(statements, findings, rules_version(house), lookup is not None)


def _judged(walked: Walked) -> Iterable[Statement]:
    labels = chain.from_iterable(map(judge_run, ruled_parts(walked.sentences)))
    for sentence, (label, reasons) in zip(walked.sentences, labels, strict=True):
        yield Statement(
            n=sentence.n,
            part=sentence.part.name,
            kind=sentence.kind,
            text=sentence.text,
            heading_path=sentence.heading_path,
            lead_in=sentence.lead_in,
            previous=sentence.previous,
            block=sentence.block,
            line=sentence.line,
            start=sentence.start,
            end=sentence.end,
            citations=sentence.citations,
            inherited=sentence.inherited,
            pictures=sentence.pictures,
            label=label,
            reasons=reasons,
            health_words=health_words(sentence.text),
            links=sentence.links,
            row=sentence.row,
        )


def ruled_parts(sentences: Sequence[Sentence]) -> Iterable[list[tuple[Setting, Judged]]]:
    """The sentences of each part, in order, in their settings, with what the rules say of each."""
    ask_ahead(sentence.text for sentence in sentences)
    for _, group in groupby(sentences, key=lambda sentence: sentence.part.name):
        run: list[tuple[Setting, Judged]] = []
        before: Sentence | None = None
        label: Label = "other"
        for sentence in group:
            goes_on = before is not None and before.text == sentence.previous
            column = sentence.heading_path[-1] if sentence.kind == "cell" and sentence.heading_path else ""
            setting = Setting(
                text=sentence.text,
                kind=sentence.kind,
                lead_in=sentence.lead_in,
                headings=sentence.heading_path,
                previous=sentence.previous,
                previous_label=label if goes_on else "other",
                block=sentence.block,
                row=sentence.row,
                column=column,
            )
            ruled = by_rules(setting)
            run.append((setting, ruled))
            before, label = sentence, ruled[0]
        yield run


def ruled_sequence(rows: Sequence[tuple[str, str]]) -> list[tuple[Setting, Judged]]:
    """The (kind, text) rows of one document, in order, in their settings, with what the rules say.

    A text or heading that ends in ':' leads the items after it, as in a document.
    """
    run: list[tuple[Setting, Judged]] = []
    heading = lead_in = previous = ""
    label: Label = "other"
    for kind, text in rows:
        setting = Setting(
            text=text,
            kind=kind,
            lead_in=lead_in if kind in ("item", "cell") else "",
            headings=(heading,) if heading and kind != "heading" else (),
            previous=previous,
            previous_label=label,
        )
        ruled = by_rules(setting)
        label = ruled[0]
        run.append((setting, ruled))
        previous = text
        if kind == "heading":
            heading, lead_in, previous = text, "", ""
        if text.rstrip().endswith(":"):
            lead_in = text
        elif kind not in ("item", "cell"):
            lead_in = ""
    return run


def judge_sequence(rows: Sequence[tuple[str, str]]) -> list[Judged]:
    """Label the (kind, text) rows of one document, in order, each with its neighbours as context."""
    return judge_run(ruled_sequence(rows))
