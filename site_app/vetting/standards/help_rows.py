"""When and how to get help: NHS care cards, the time after birth (Z1 to Z5)."""

import re

from site_app.consults.models import TEST_HOLDS, HelpLine
from site_app.documents.models import Urgent
from site_app.topics.models import Topic
from site_app.vetting.cards import card_blockers
from site_app.vetting.standards.case import CARDS, Case
from site_app.vetting.standards.row import Finding, no, none, told, yes

_HARM = re.compile(
    r"\b(?:suicid\w*|self.harm\w*|kill (?:myself|yourself|themsel\w+|my baby|your baby)|"
    r"(?:harm|hurt)(?:ing)? (?:myself|yourself|themsel\w+|my baby|your baby))\b",
    re.IGNORECASE,
)


def levels(case: Case) -> Finding:
    found = [level for level in CARDS if level in case.blocks]
    if not found:
        return none("It holds no help card.")
    return yes(f"Cards of the level: {', '.join(found)}; hidden words say the level to screen readers.")


def card_headings(case: Case) -> Finding:
    if not case.cards:
        return none("It holds no help card.")
    faults = case.findings("card_heading", "card_list")
    return told(
        not faults, f"{len(case.cards)} cards, each with one heading that ends in 'if:' and a list.",
        f"{len(faults)} cards are not made of one heading ending in 'if:' and a list.",
    )  # fmt: skip


def no_way_out(case: Case) -> Finding:
    if "emergency" not in case.blocks:
        return none("It holds no emergency card.")
    faults = case.findings("card_link")
    return told(not faults, "The emergency card leads nowhere else.", "The emergency card holds a link.")


def one_of_a_level(case: Case) -> Finding:
    if not case.cards:
        return none("It holds no help card.")
    faults = case.findings("card_repeated")
    return told(not faults, "No level stands twice.", "There is more than one card of a level.")


def after_a_card(case: Case) -> Finding:
    if not case.cards:
        return none("It holds no help card.")
    faults = case.findings("text_after_card")
    return told(
        not faults, "Text after a card begins with a heading.", "Text follows a card without a heading."
    )


def not_by_colour(case: Case) -> Finding:
    if not case.cards:
        return none("It holds no help card.")
    return yes("Each card says its level in words and by its shape.")


def warning_signs(case: Case) -> Finding:
    if not case.is_article:
        return none("Only articles speak of warning signs.")
    if missing := card_blockers(case.dossier):
        return no(missing[0].reason)
    recovery = Topic.objects.filter(slug__in=case.revision.topics, recovery=True).exists()
    if recovery or case.revision.urgent:
        return yes("It is urgent or about a body that recovers from birth, and a card names the signs.")
    return yes("It is not about recovery; the site's own box of warning signs stands on every page.")


def crisis(case: Case) -> Finding:
    rows = [row.n for row in case.dossier.statements if _HARM.search(row.text)]
    if not rows:
        return none("It does not speak of harm to oneself or the baby.")
    if faults := case.findings("crisis_line_missing"):
        return no(faults[0].reason, *rows)
    # Readers of every urgent text get the crisis line in its first screen, whichever mark it bears.
    if not case.revision.urgent:
        return no("It speaks of harm and is not marked urgent.", *rows)
    return yes("It is marked urgent, and the crisis line stands on the same screen.", *rows)


def milk_code(case: Case) -> Finding:
    rows = [row.n for row in case.findings("promotion") if row.n is not None]
    return told(
        not rows,
        "The engine found no brand, price or shop, of formula, bottles and teats neither.",
        f"{len(rows)} sentences name a brand or sell.",
    )


def help_lines(case: Case) -> Finding:
    if not case.help_lines:
        return no("No help line of the practice's country is entered.")
    limit = case.today - TEST_HOLDS
    stale = [
        line.name for line in case.help_lines if line.last_tested_on is None or line.last_tested_on < limit
    ]
    proof = (
        f"{len(case.help_lines)} help lines, each with country, hours, languages and the date of its test."
    )
    return told(not stale, proof, f"{proof} Not tested for six months: {', '.join(stale)}.")


def order_of_help(case: Case) -> Finding:
    if not case.revision.urgent:
        return none("It is not urgent.")
    if faults := case.findings("booking_first"):
        return no(faults[0].reason)
    there = {line.serves for line in case.help_lines}
    wanted = {HelpLine.For.EMERGENCY, *([HelpLine.For.CRISIS] if case.revision.urgent == Urgent.MOOD else [])}
    missing = sorted(str(HelpLine.For(serves).label) for serves in wanted - there)
    return told(
        not missing,
        "Emergency, crisis line and clinician come before any booking.",
        f"The practice's country has no number for: {', '.join(missing)}.",
    )
