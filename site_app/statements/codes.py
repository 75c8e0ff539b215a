"""Every finding the engine can make: why, what to do, and whether the document is held up by it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """`reason` and `remedy` are complete sentences; `{words}` is filled with what was found."""

    reason: str
    remedy: str
    blocks: bool = True


CODES: dict[str, Code] = {
    # Statements
    "uncited": Code(
        "This says something about health and names no source.",
        "Put a source behind it with [@key, place in the source], make it a question, or take it out.",
    ),
    "protocol": Code(
        "A reader could copy this and treat, dose, feed or exercise by it.",
        "Swap it for a consult block, or say only what a source found without telling what to do.",
    ),
    "unreadable": Code(
        "The engine cannot read these words: {words}.",
        "Write it in English letters and words, or ask a vetter who has declared this language.",
    ),
    "asserting_heading": Code(
        "Headings, titles, addresses and picture texts carry no source, so they may ask or name, never assert.",
        "Make it a question, or say it in the text with its source.",
    ),
    "promotion": Code(
        "This sells or names a brand or a shop: '{words}'.",
        "Take it out; a kind of product may be named, and cited.",
    ),
    # Citations
    "misplaced_citation": Code(
        "A citation stands where none can be shown.",
        "Move it into the text, to the sentence that it supports.",
    ),
    "loose_mark": Code(
        "This citation stands in no sentence, so it supports nothing.",
        "Put it into the sentence that it supports.",
    ),
    "malformed_mark": Code(
        "This looks like a citation but cannot be read as one.",
        "Write it as [@key] or [@key, page 4]; several as [@one; @two].",
    ),
    "telling_locator": Code(
        "What stands behind the key tells readers something and names no place: '{words}'.",
        "Name a page, a section or a table, in at most 200 characters; what it says belongs into the sentence.",
    ),
    "unknown_source": Code(
        "There is no source with the key '{words}'.", "Add the source at the desk, or correct the key."
    ),
    "retracted_source": Code(
        "The source '{words}' was retracted: its publisher took it back.",
        "Take the citation out. It may stay only as background to a sentence that says it was retracted.",
        blocks=False,
    ),
    "superseded_source": Code(
        "The source '{words}' has been replaced by a newer one.",
        "Look at the newer source and cite that.",
        blocks=False,
    ),
    "doubted_source": Code(
        "The publisher of '{words}' has said that there are doubts about it.",
        "Look for another source, or say so in the text.",
        blocks=False,
    ),
    # Blocks
    "unclosed_block": Code("This block is opened and never closed.", "Put a line with ':::' where it ends."),
    "stray_close": Code("This ':::' closes nothing.", "Take the line out, or open a block before it."),
    "unknown_block": Code(
        "There is no block called '{words}'.",
        "Use consult, emergency, urgent, routine, frequency or documents.",
    ),
    "inner_block": Code(
        "This block stands inside another block, a list or a quotation.",
        "Move it out to the left margin, on its own.",
    ),
    "too_deep": Code("Lists or quotations are nested too deeply here.", "Use fewer levels."),
    "consult_unnamed": Code(
        "This consult block names no consult.", "Write its name after it: '::: consult infant-skin'."
    ),
    "consult_empty": Code(
        "This consult block says nothing.",
        "Say in a sentence or two why no plan is printed here and what a consult looks at.",
    ),
    "unknown_consult": Code("There is no consult '{words}'.", "Name one of the consults at the desk."),
    "unknown_document": Code("There is no document '{words}'.", "Correct the name or take it out."),
    "documents_unnamed": Code(
        "This block names no documents.", "Write their names after it: '::: documents first second'."
    ),
    "frequency_unreadable": Code(
        "These numbers cannot be drawn.", "Write them as '::: frequency 1 in 5', with at most 100 people."
    ),
    "frequency_mismatch": Code(
        "The picture's numbers ({words}) are not those of a cited sentence in its block.",
        "Make the numbers equal, and put the sentence with its source into the block.",
    ),
    # Help cards (standards rows U2 to U5)
    "card_heading": Code(
        "A help card begins with one action heading that ends in 'if:'.",
        "Write a heading such as '### Call your midwife today if:'.",
    ),
    "card_list": Code(
        "A help card's heading is followed by a list, and by nothing else.",
        "Put each sign into a list under the heading.",
    ),
    "card_link": Code(
        "An emergency card leads nowhere else: it holds no link.",
        "Take the link out; telephone numbers may stay.",
    ),
    "card_repeated": Code(
        "There is more than one card of this level.",
        "Join the cards, or note why both are needed.",
        blocks=False,
    ),
    "text_after_card": Code(
        "Text after a help card begins with a heading, so that nobody takes it for part of the card.",
        "Put a heading before it.",
    ),
    # Pictures and links
    "picture_without_alt": Code(
        "This picture has no text for people who cannot see it.", "Describe it between the square brackets."
    ),
    "foreign_picture": Code(
        "This picture does not come from our own store.",
        "Upload it at the desk and use the address you are given.",
    ),
    "unknown_picture": Code(
        "There is no such picture in our store.", "Upload it at the desk, or take it out."
    ),
    "outside_link": Code(
        "This link leads to a place that is no cited source: {words}",
        "If it supports a sentence, add it to the sources and cite it; links to shops and brands are refused.",
    ),
    "asking_link": Code(
        "This link brings words along that nobody rules on: {words}",
        "Lead to the page itself: leave out the '?' and what follows.",
    ),
    "other_number": Code(
        "This link shows one number and dials another: {words}",
        "Make the two numbers the same.",
    ),
    "raw_html": Code(
        "HTML is shown as text, not carried out.", "Take it out, or write it in Markdown.", blocks=False
    ),
    # Urgent documents (standards rows Z2, Z5)
    "urgent_unmarked": Code(
        "This document speaks of danger signs ('{words}') and is not marked urgent for them.",
        "Mark the document urgent: 'body' for a mother's signs, 'baby' for a baby's, 'mood' for thoughts of harm.",
    ),
    "crisis_line_missing": Code(
        "This document speaks of harm to self or baby ('{words}') and names no crisis line.",
        "Name a crisis line in an emergency or urgent card, or near it.",
    ),
    "booking_first": Code(
        "On an urgent document help comes first: emergency, crisis line, clinician, and only then a booking.",
        "Put an emergency or urgent card before this consult block.",
    ),
    # The whole text
    "too_long": Code(
        "This text is longer than 200,000 characters and was not read.", "Make two documents of it."
    ),
}
