"""What the database itself refuses in this room, whoever asks (P3, P4)."""

from collections.abc import Iterator

from site_app.accounts.guards import Change, Guard, InsertCheck

# Contributions to the document since its last approved revision before this one.
_HAD_A_HAND = """
    JOIN documents_revision AS earlier
      ON earlier.document_id = judged.document_id AND earlier.number <= judged.number
    JOIN documents_contributor AS hand
      ON hand.revision_id = earlier.id AND hand.user_id = NEW.vetter_id
    WHERE earlier.number > COALESCE((
      SELECT MAX(sound.number) FROM documents_revision AS sound
        JOIN vetting_approval AS approval ON approval.revision_id = sound.id
       WHERE sound.document_id = judged.document_id AND sound.number < judged.number
    ), 0)
"""

_FOUR_EYES_ON_RULING = InsertCheck(
    "four_eyes",
    refuse_when=f"""EXISTS (
    SELECT 1 FROM documents_statement AS said
      JOIN documents_revision AS judged ON judged.id = said.revision_id
      {_HAD_A_HAND} AND said.id = NEW.statement_id
    )""",  # noqa: S608 - fixed text
    message="Four eyes: whoever had a hand in a text since it was last approved does not rule on it.",
)

_RULING_IN_ITS_REVIEW = InsertCheck(
    "in_review",
    refuse_when="""NOT EXISTS (
    SELECT 1 FROM vetting_review AS review
      JOIN documents_statement AS said ON said.revision_id = review.revision_id
     WHERE review.id = NEW.review_id AND said.id = NEW.statement_id AND review.outcome = 'open'
       AND (review.vetter_id = NEW.vetter_id OR EXISTS (
         SELECT 1 FROM vetting_ruling AS earlier
          WHERE earlier.id = NEW.carried_from_id AND earlier.vetter_id = NEW.vetter_id
            AND earlier.decision = NEW.decision AND earlier.fingerprint = NEW.fingerprint
       ))
    )""",
    message="A ruling belongs to an open review of its revision and to its vetter, unless carried over.",
)

_FOUR_EYES_ON_APPROVAL = InsertCheck(
    "four_eyes",
    refuse_when=f"""EXISTS (
    SELECT 1 FROM documents_revision AS judged
      {_HAD_A_HAND} AND judged.id = NEW.revision_id
    )""",  # noqa: S608 - fixed text
    message="Four eyes: whoever had a hand in a text since it was last approved does not approve it.",
)

_APPROVAL_IN_ITS_REVIEW = InsertCheck(
    "in_review",
    refuse_when="""NOT EXISTS (
    SELECT 1 FROM vetting_review AS review
     WHERE review.id = NEW.review_id AND review.revision_id = NEW.revision_id
       AND review.vetter_id = NEW.vetter_id AND review.outcome = 'open'
    )""",
    message="An approval belongs to an open review of the same revision by the same vetter.",
)

_UNDOES_ITS_OWN = InsertCheck(
    "undone",
    refuse_when="""CASE WHEN NEW.decision = 'undone' THEN NOT EXISTS (
    SELECT 1 FROM vetting_ruling AS earlier
     WHERE earlier.id = NEW.takes_back_id AND earlier.statement_id = NEW.statement_id
       AND earlier.decision <> 'undone'
    ) ELSE NEW.takes_back_id IS NOT NULL END""",
    message="Taking back names one earlier ruling on the same sentence.",
)

_FORM_IN_OPEN_REVIEW = InsertCheck(
    "in_review",
    refuse_when="""NOT EXISTS (
    SELECT 1 FROM vetting_approval AS approval JOIN vetting_review AS review ON review.id = approval.review_id
     WHERE approval.id = NEW.approval_id AND review.outcome = 'open'
    )""",
    message="A review form is filled in with its approval, while the review is open.",
)

_CITATION_IN_OPEN_REVIEW = InsertCheck(
    "in_review",
    refuse_when="""NOT EXISTS (
    SELECT 1 FROM vetting_ruling AS ruling JOIN vetting_review AS review ON review.id = ruling.review_id
     WHERE ruling.id = NEW.ruling_id AND review.outcome = 'open'
    )""",
    message="What a source supports is ruled on while the review is open.",
)

# The revision that a row judges.
_OF_RULING = "(SELECT said.revision_id FROM documents_statement AS said WHERE said.id = NEW.statement_id)"
_OF_APPROVAL = "NEW.revision_id"
_LISTED = {
    "sqlite": "json_each(judged.topics) AS listed",
    "postgresql": "jsonb_array_elements_text(judged.topics) AS listed(value)",
}
# The topics a revision is filed under, with the one its document is about; as `firewall.refusal` counts them.
_FILED = """
    SELECT listed.value AS slug FROM documents_revision AS judged, {listed} WHERE judged.id = {judged}
     UNION SELECT own.slug FROM documents_revision AS judged
      JOIN documents_document AS about ON about.id = judged.document_id
      JOIN topics_topic AS own ON own.id = about.topic_id WHERE judged.id = {judged}
"""
_SCOPE = """
    SELECT field.slug FROM vetting_scope AS held JOIN topics_topic AS field ON field.id = held.topic_id
     WHERE held.vetter_id = NEW.vetter_id AND held.ended_at IS NULL
"""


def _firewall(judged: str) -> Iterator[InsertCheck]:
    """What `firewall.refusal` refuses by records alone. Whether a text names the word of a tie, and in which
    language it is written, is prose to compare: the verbs do that, and no trigger."""
    filed = {vendor: _FILED.format(listed=listed, judged=judged) for vendor, listed in _LISTED.items()}
    yield InsertCheck(
        "own",
        refuse_when=f"""EXISTS (
        SELECT 1 FROM documents_revision AS judged
          JOIN documents_document AS about ON about.id = judged.document_id
         WHERE judged.id = {judged} AND (
           about.person_id = NEW.vetter_id OR about.kind = 'consult' AND EXISTS (
             SELECT 1 FROM consults_consult AS given
              WHERE given.practitioner_id = NEW.vetter_id AND given.slug = about.slug
           )
         )
        )""",  # noqa: S608 - fixed text
        message="Nobody vets the page about themselves or about a service they give.",
    )
    yield InsertCheck(
        "tie",
        refuse_when={
            vendor: f"""EXISTS (
        SELECT 1 FROM vetting_tie AS tied JOIN topics_topic AS field ON field.id = tied.topic_id
         WHERE tied.vetter_id = NEW.vetter_id AND tied.ended_at IS NULL AND field.slug IN ({topics})
        )"""  # noqa: S608 - fixed text
            for vendor, topics in filed.items()
        },
        message="A declared tie keeps its owner from texts on its topic.",
    )
    yield InsertCheck(
        "scope",
        refuse_when={
            vendor: f"""EXISTS ({_SCOPE}) AND EXISTS (
        SELECT 1 FROM ({topics}) AS topic WHERE topic.slug NOT IN ({_SCOPE})
        )"""  # noqa: S608 - fixed text
            for vendor, topics in filed.items()
        },
        message="A vetter with a scope vets only texts whose topics all lie within it.",
    )


GUARDS = (
    Guard(
        "vetting_ruling",
        insert_checks=(
            _FOUR_EYES_ON_RULING,
            _RULING_IN_ITS_REVIEW,
            _UNDOES_ITS_OWN,
            *_firewall(_OF_RULING),
        ),
    ),
    Guard("vetting_citationruling", insert_checks=(_CITATION_IN_OPEN_REVIEW,)),
    Guard("vetting_raisedlabel"),
    # What was said stays; it may be resolved, once.
    Guard(
        "vetting_comment",
        allow_update_of=(Change(("resolved_by_id", "resolved_at"), when="OLD.resolved_at IS NULL"),),
    ),
    Guard("vetting_quotation"),
    Guard("vetting_scope", allow_update_of=(Change(("ended_at",), when="OLD.ended_at IS NULL"),)),
    Guard("vetting_tie", allow_update_of=(Change(("ended_at",), when="OLD.ended_at IS NULL"),)),
    Guard(
        "vetting_approval",
        insert_checks=(_FOUR_EYES_ON_APPROVAL, _APPROVAL_IN_ITS_REVIEW, *_firewall(_OF_APPROVAL)),
    ),
    Guard("vetting_reviewform", insert_checks=(_FORM_IN_OPEN_REVIEW,)),
    # A claim may be renewed and decided; a decision stays.
    Guard(
        "vetting_review",
        allow_update_of=(
            Change(("lapses_at", "outcome", "decided_at", "comment"), when="OLD.outcome = 'open'"),
        ),
    ),
)
