"""Steps that the tests of blockers share: rule on all that can be ruled on, and slip past the verb."""

from django.utils import timezone

from site_app.sources.models import Source
from site_app.vetting import policy
from site_app.vetting.dossier import dossier_of
from site_app.vetting.ledger_digest import digest_of
from site_app.vetting.models import CitationRuling, Ruling
from tests import builders


def blockers(revision):
    """What stands in the way of approving it, asked of the database as it is now."""
    return policy.blockers(dossier_of(revision))


def publishing_blockers(revision):
    """What stands in the way of publishing it."""
    return policy.publishing_blockers(dossier_of(revision))


def ledger_digest(revision):
    """What an approval given now would be bound to."""
    return digest_of(dossier_of(revision))


def codes(revision):
    return [blocker.code for blocker in blockers(revision)]


def ruled(team, **fields):
    """A review in which everything that could be ruled on was."""
    review = builders.build_claimed(team, **fields)
    builders.rule_all(review)
    return review


def slip_in(statement, vetter, decision, degree="", source=None, **fields):
    """A ruling put into the database past the verb, as the newest."""
    review = statement.revision.reviews.get()
    ruling = Ruling.objects.create(
        review=review,
        statement=statement,
        vetter=vetter,
        decision=decision,
        at=timezone.now(),
        fingerprint=statement.fingerprint,
        **({"label": statement.label} | fields),
    )
    if degree:
        source = source or Source.objects.get(key="sleep2020")
        CitationRuling.objects.create(
            ruling=ruling,
            source=source,
            degree=degree,
            locator="p. 1",
            population="babies",
            substance=source.substance,
            source_status=source.status,
        )
    return ruling
