"""The label of a statement: the rules speak first, then the second opinion; both are told.

What cannot be read, what stands in a help card, plain questions, names of rows and texts that only
name (titles, addresses, pictures) are the rules' alone.
"""

from collections.abc import Sequence

from site_app.statements.opinion import Opinion, Ruled, weigh
from site_app.statements.report import Label, Reason
from site_app.statements.rules import Judged, by_rules
from site_app.statements.setting import NAMING_KINDS, Setting
from site_app.statements.traits import LONGEST_WEIGHED

RULES_ALONE = frozenset(
    {
        "unreadable", "help-card", "card-heading", "question", "row-name", "presupposes", "sign-off",
        "encouragement", "about-the-text", "about-the-site",
    }
)  # fmt: skip
# In a run shorter than this there is too little around a statement to overrule the rules on a doubt: that
# takes a sum well on the other side.
FEW_AROUND = 4
WELL_BELOW = 2700
_SAID = {
    "protocol": "The words and what stands around them are mostly found where a reader is told what to do.",
    "health": "The words and what stands around them are mostly found in health statements.",
    "other": "The words and what stands around them are mostly found in statements that say nothing about health.",
}
_WORDS_SAID = {
    "protocol": "Words such as these are mostly found where a reader is told what to do.",
    "health": "Words such as these are mostly found in health statements.",
    "other": "Words such as these are mostly found in statements that say nothing about health.",
}


def judge(setting: Setting) -> Judged:
    """Label one statement that stands by itself."""
    label, reasons = by_rules(setting)
    return judge_run([(setting, (label, reasons))])[0]


def judge_run(run: Sequence[tuple[Setting, Judged]]) -> list[Judged]:
    """Label a run of statements, in order, each given with what the rules made of it."""
    weighed = [(setting, ruled) for setting, ruled in run if len(setting.text) <= LONGEST_WEIGHED]
    opinions = iter(weigh([Ruled(setting, label, reasons[0].code) for setting, (label, reasons) in weighed]))
    labels = []
    for setting, ruled in run:
        opinion = next(opinions) if len(setting.text) <= LONGEST_WEIGHED else None
        labels.append(
            ruled if opinion is None or _alone(setting, ruled) else _together(ruled, opinion, len(run))
        )
    return labels


def _alone(setting: Setting, ruled: Judged) -> bool:
    naming = setting.kind in NAMING_KINDS and setting.kind != "heading"
    one_word = setting.kind == "cell" and " " not in setting.text
    return naming or one_word or ruled[1][0].code in RULES_ALONE


def _together(ruled: Judged, opinion: Opinion, around: int) -> Judged:
    label, reasons = ruled
    likely = opinion.protocol if opinion.label == "protocol" else opinion.attention
    raises = opinion.label != "other" and label != "protocol" and likely < 0
    lowers = opinion.label == "other" and opinion.attention > -WELL_BELOW
    if opinion.label == label or (around < FEW_AROUND and (raises or lowers)):
        return ruled
    said = _WORDS_SAID if opinion.words else _SAID
    second = Reason("second-opinion", opinion.words, said[opinion.label])
    final: Label = opinion.label
    return final, (second, *reasons)
