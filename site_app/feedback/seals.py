"""What anybody may check about the seals: one edition's, recomputed now, and the whole chain as numbers."""

from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db.models import Prefetch

from site_app.feedback import editions
from site_app.feedback.editions import Standing, facts_of
from site_app.feedback.pages import SealPage
from site_app.publication import chain, keys, seals, trust
from site_app.publication.errors import NotPublished, Withheld
from site_app.publication.models import Edition, Part
from site_app.publication.paging import pages_of

# Links of the chain in one answer: some hundred kilobytes.
PAGE_LENGTH = 200


def seal(typed: str) -> SealPage:
    """The edition with this seal or code, its bytes hashed and its signature checked now.

    Raises NotPublished when no edition has it.
    """
    standing = editions.by_code(typed)
    edition = standing.edition
    parts = trust.fetch([edition.pk]).parts.get(edition.pk, ())
    return SealPage(
        edition=_facts(standing),
        seal=edition.seal,
        previous=edition.previous_seal,
        key_id=edition.key_id,
        place=Edition.objects.filter(pk__lte=edition.pk).count(),
        bytes_hold=trust.bytes_hold(edition, parts),
        signature_holds=seals.signed(edition.seal, edition.signature, edition.key_id),
        withdrawn=standing.withdrawn,
    )


def links(page: int) -> dict[str, Any]:
    """One page of the chain, oldest first, for a program (`docs/evidence.md`). Raises NotPublished."""
    head, length = chain.head()
    pages = pages_of(length, PAGE_LENGTH)
    if not 1 <= page <= pages:
        raise NotPublished
    parts = Prefetch("parts", Part.objects.only("edition_id", "name", "digest"))
    rows = Edition.objects.order_by("pk").prefetch_related(parts)
    return {
        "page": page,
        "pages": pages,
        "length": length,
        "head": head,
        "keys": {
            name: key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
            for name, key in sorted(keys.public_keys().items())
        },
        "links": [
            {
                "edition": str(row.identifier),
                "parts": {part.name: part.digest for part in row.parts.all()},
                "previous": row.previous_seal,
                "seal": row.seal,
                "signature": row.signature,
                "key": row.key_id,
            }
            for row in rows[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
        ],
    }


def head() -> tuple[str, int]:
    """The newest seal and how many there are."""
    return chain.head()


def _facts(standing: Standing) -> Any:
    """What the edition is, if its bytes may be shown; None otherwise."""
    try:
        sealed = editions.opened(standing)
    except Withheld:
        return None
    return facts_of(standing, sealed) if sealed.text else None
