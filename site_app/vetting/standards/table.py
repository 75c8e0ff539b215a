"""Every row of the standards, in their order, with what it became here. `docs/standards.md` tells the rest.

JAMA benchmarks, HONcode, PIF TICK, the NHS standard for creating health content, NHS care cards, the CDC
Clear Communication Index, DISCERN, EU criteria and NAM principles, FTC guidance, schema.org and Google, and
rules for the time after birth: in our own words.
"""

from collections.abc import Mapping

from site_app.documents.models import Kind
from site_app.vetting.standards import evidence_rows as evidence
from site_app.vetting.standards import help_rows as helps
from site_app.vetting.standards import people_rows as people
from site_app.vetting.standards import words_rows as reads
from site_app.vetting.standards.row import Became, Row

_G, _F, _T, _W, _R, _S = (
    Became.GATE, Became.FIELD, Became.TEMPLATE, Became.WARNING, Became.REPORT, Became.CHECK,
)  # fmt: skip
_Q, _LATER, _OUT = Became.QUESTION, Became.LATER, Became.OUT
_TEXTS = (Kind.ARTICLE, Kind.COLLECTION)
_ARTICLE = (Kind.ARTICLE,)

STANDARDS: Mapping[str, tuple[Row, ...]] = {
    "JAMA benchmarks": (
        Row("J1",
            "Does the page name its authors, with affiliation and qualification?",
            (_F, _T, _W), people.authorship),
        Row("J2", "Has every health statement a source, listed in full?", (_G, _T), people.attribution),
        Row("J3", "Are owner, funding and conflicts of interest shown?", (_F, _T), people.disclosure),
        Row("J4", "Are the dates of publication, change and review shown apart?", (_T,), people.dates),
    ),
    "HONcode": (
        Row("H1",
            "Are the qualifications of author and vetter shown, and a layperson's text called that?",
            (_F, _T), people.authority),
        Row("H2", "Does it say that it supports care and does not replace it?", (_T,), people.complements),
        Row("H3", "Is the reader's privacy kept, and said to be?", (_S,), people.confidential),
        Row("H4",
            "Do sources and the date of the last change stand on the page?",
            (_G, _T), people.attribution),
        Row("H5",
            "Is every claim for a product or service borne out, or refused?",
            (_G,), people.no_advertising),
        Row("H6", "Is there a way to write to the owner on every page?", (_T,), people.contact),
        Row("H7", "Is it said who pays for the site?", (_F, _T), people.finance),
        Row("H8", "Is there no advertising?", (_G,), people.no_advertising),
    ),
    "PIF TICK": (
        Row("K1", "Is the path of each document on record?", (_R,), people.systems),
        Row("K2", "Is the vetter trained, and the credential in force?", (_G,), people.training),
        Row("K3", "Is it written down why this document is needed?", (_F, _W), people.need),
        Row("K4", "Are its sources of known kind and year, read, and not too old?", (_F, _W), evidence.age),
        Row("K5", "Did readers test it?", (_F, _R), people.tested),
        Row("K6", "Can people who read with difficulty follow it?", (_W,), reads.reading_age),
        Row("K7", "Do headings follow in order, and do links say where they lead?", (_W,), reads.design),
        Row("K8", "Can readers answer back, and is each answer on record?", (_T, _R)),
        Row("K9", "Can it be found, printed and shared?", (_S,)),
        Row("K10", "Is it measured whether it helps?", (_R,)),
        Row("K11", "Are ties declared, and medicines not promoted?", (_F, _G), people.firm_ties),
        Row("K12", "Is the next review at most three years away?", (_G, _T), people.next_review),
    ),
    "NHS standard for creating health content": (
        Row("N1", "Did a clinician approve it?", (_G,), people.clinical),
        Row("N2", "Is the next review planned, with reminders?", (_G, _R), people.next_review),
        Row("N3", "Is it clear who publishes it?", (_T,), people.publisher),
        Row("N4", "Are advertising and conflicts dealt with as JAMA asks?", (_F, _T), people.disclosure),
        Row("N5", "Are old editions kept?", (_G,), people.versions),
        Row("N6", "Does a change leave the date of the last review alone?", (_G, _T), people.reviewed_date),
        Row("N7", "Were readers' flags answered before this review?", (_LATER,)),
        Row("N8", "Does each statement lean on evidence of high quality?", (_W,), evidence.strength),
        Row("N9", "Is each citation looked at again in a review?", (_G,), people.evidence_rechecked),
        Row("N10", "Does a translation stay true to its original?", (_LATER,)),
        Row("N11", "Is the evidence kept on record?", (_G,), evidence.kept_record),
        Row("N12", "Has each picture its licence and credit?", (_F,), people.licences),
        Row("N13", "Is the reader's privacy kept?", (_S,), people.confidential),
        Row("N14", "Are its sentences short?", (_W,), reads.long_sentences),
        Row("N15", "Does the page meet WCAG 2.2 AA?", (_S,)),
        Row("N16", "Are its numbers easy?", (_R,), reads.numeracy),
        Row("N17", "Has embedded material its own review date?", (_OUT,)),
    ),
    "NHS care cards": (
        Row("U1", "Are there three levels only, said in hidden words too?", (_T,), helps.levels),
        Row("U2",
            "Is the heading one action that ends in 'if:', with a list below?",
            (_G,), helps.card_headings),
        Row("U3", "Does the emergency card lead nowhere else?", (_G,), helps.no_way_out),
        Row("U4", "Is there one card of each level at most?", (_W,), helps.one_of_a_level),
        Row("U5", "Does text after a card begin with a heading?", (_G,), helps.after_a_card),
        Row("U6", "Is nothing told by colour alone?", (_T,), helps.not_by_colour),
    ),
    "CDC Clear Communication Index": (
        Row("C1-3", "Is there one main message, first, and set off?", (_F, _T), reads.main_message),
        Row("C4", "Has each picture words of its own?", (_G,), reads.pictures),
        Row("C5", "Does it say what a reader can do?", (_W,), reads.action),
        Row("C6", "Are main message and calls to action in the active voice?", (_W,), reads.active_voice),
        Row("C7", "Are abbreviations explained?", (_W,), reads.acronyms),
        Row("C8", "Are lists short?", (_W,), reads.lists),
        Row("C9", "Does a heading stand often enough?", (_W,), reads.chunks),
        Row("C10", "Is the main message in the first screen?", (_T,), reads.main_message),
        Row("C11", "Does it say what is not known?", (_F, _W), evidence.limits),
        Row("C12",
            "Does it say plainly what experts recommend, or that they do not agree?",
            (_Q,), kinds=_ARTICLE),
        Row("C13", "Does it say why that is recommended?", (_Q,), kinds=_ARTICLE),
        Row("C14", "Does it say when and how to reach a professional?", (_W,), reads.how_to_act),
        Row("C15, 16", "Are its numbers familiar and explained?", (_W,), reads.numbers),
        Row("C17", "Is the reader spared all sums?", (_W,), reads.sums),
        Row("C18", "Does it say what the risk is, and for whom?", (_Q,), kinds=_ARTICLE),
        Row("C19", "Does it tell risks and benefits of what it speaks of, both?", (_Q,), kinds=_ARTICLE),
        Row("C20", "Is every chance told in words or a picture, too?", (_W,), reads.chances),
    ),
    "DISCERN": (
        Row("D1", "Are its aims clear?", (_F, _T), evidence.aims),
        Row("D2", "How well does it reach its aims?", (_Q,), rated=True, kinds=_TEXTS),
        Row("D3", "How much does it matter to the people it is for?", (_Q,), rated=True, kinds=_TEXTS),
        Row("D4", "Is it clear which sources it used?", (_G,), people.attribution),
        Row("D5", "Is it clear how old its information is?", (_T,), evidence.years),
        Row("D6", "How balanced and unbiased is it?", (_Q,), rated=True, kinds=_TEXTS),
        Row("D7", "Does it lead to other help than ours?", (_W,), evidence.further_support, kinds=_ARTICLE),
        Row("D8", "Does it name what is uncertain?", (_F,), evidence.open_questions),
        Row("D9-13", "Does it describe treatments, their benefits and risks?", (_OUT,)),
        Row("D14",
            "How clear is it that there may be more than one way to go?",
            (_Q,), rated=True, kinds=_ARTICLE),
        Row("D15", "Does it help to decide together?", (_F,), evidence.shared_decisions),
        Row("D16",
            "How good is it on the whole, as information for a reader who must choose?",
            (_Q,), rated=True, kinds=_TEXTS),
    ),
    "EU quality criteria, NAM principles": (
        Row("E1", "Are owner, purpose, audience and funding plain?", (_F, _T), people.owner_known),
        Row("E2", "Is each source dated, and each provider qualified?", (_G, _T), people.authority),
        Row("E3", "Is the reader's privacy kept?", (_S,), people.confidential),
        Row("E4", "Do the dates of updating stand on the page?", (_T,), people.dates),
        Row("E5", "Is somebody named who answers for quality?", (_F, _T), people.accountable),
        Row("E6", "Can it be found, read and used by everybody?", (_S,)),
        Row("M1", "Is there evidence for each claim?", (_G,), people.attribution),
        Row("M2", "Does it tell rather than praise?", (_F, _W), reads.praise),
        Row("M3", "Does it show the limits of what is known?", (_F, _T), evidence.open_questions),
        Row("M4", "Are corrections made in public?", (_T, _R)),
    ),
    "FTC guidance": (
        Row("F1", "Does a product named beside a condition count as a claim?", (_G,), people.no_advertising),
        Row("F2", "Do claims lean on studies of people?", (_W,), evidence.human_evidence),
        Row("F3", "Is work on animals or in glass never enough alone?", (_W,), evidence.human_evidence),
        Row("F4", "Does no story stand as proof?", (_G,), evidence.stories),
        Row("F5", "Is a tie shown where it matters, before the link?", (_G,), people.no_advertising),
        Row("F6", "Are the ties of those who sign printed?", (_F, _T), people.firm_ties),
        Row("F7", "Is a link that pays us refused?", (_G,), people.no_advertising),
    ),
    "Search and structured data": (
        Row("X1", "Do the facts for search engines equal the page?", (_T, _S)),
        Row("X2", "Do author and dates stand in the article's own fields?", (_T,)),
        Row("X3", "Is it told who, how and why?", (_S,)),
        Row("X4", "Are old editions kept out of search?", (_T,)),
        Row("X5", "Is the reviewer named to search engines, as few sites do?", (_T,)),
    ),
    "The time after birth": (
        Row("Z1",
            "Do warning signs stand where the body recovers from birth?",
            (_G, _T), helps.warning_signs),
        Row("Z2", "Does a crisis line stand beside words of harm?", (_G, _W), helps.crisis),
        Row("Z3", "Is nothing said for brands of formula, bottles and teats?", (_G,), helps.milk_code),
        Row("Z4", "Are the help lines dated and tested?", (_R,), helps.help_lines),
        Row("Z5", "Does help come in its order, booking last?", (_G,), helps.order_of_help),
    ),
}  # fmt: skip
TABLE: Mapping[str, Row] = {row.code: row for rows in STANDARDS.values() for row in rows}
