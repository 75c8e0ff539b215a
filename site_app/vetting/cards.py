"""Help cards that a document must have: an urgent one, and one about a body that recovers from birth."""

from site_app.documents.models import Kind
from site_app.topics.models import Topic
from site_app.vetting.blocker import Blocker
from site_app.vetting.dossier import Dossier

_CARDS = frozenset({"emergency", "urgent"})
_REMEDY = (
    "Put in a card: '::: emergency', a heading such as '### Get medical help right away if:', a list of "
    "signs with their source, and ':::'."
)


def card_blockers(dossier: Dossier) -> list[Blocker]:
    """Standards rows Z1 and Z5: an article that is urgent, or filed under a topic of recovery, holds a card
    that says when to get help."""
    revision = dossier.revision
    if revision.document.kind != Kind.ARTICLE or any(row.block in _CARDS for row in dossier.statements):
        return []
    if revision.urgent:
        reason = "This document is marked urgent, and no card in it says when to get help."
    elif Topic.objects.filter(slug__in=revision.topics, recovery=True).exists():
        reason = (
            "This document is about a body that recovers from birth, and no card in it names warning signs."
        )
    else:
        return []
    return [Blocker(code="help_card_missing", statement_n=None, sentence="", reason=reason, remedy=_REMEDY)]
