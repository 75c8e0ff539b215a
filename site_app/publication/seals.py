"""The seal: one number that stands for every byte of an edition and for all editions before it."""

from collections.abc import Mapping
from uuid import UUID

from site_app.publication import keys
from site_app.publication.canonical import canonical, digest

# What the first edition hangs on.
GENESIS = "0" * 64
# Sealed with every edition, so that a later way of sealing can be told from this one. "2" seals the answers
# of the review form into the evidence; an edition of "1" has none, and holds as it was sealed.
SEAL_VERSION = "2"

_checked: set[tuple[str, str, str]] = set()


def seal_of(*, identifier: UUID, digests: Mapping[str, str], previous: str) -> str:
    """SHA-256 (hex) over canonical JSON of identifier, parts' digests and the previous seal."""
    return digest(canonical({"edition": str(identifier), "parts": dict(digests), "previous": previous}))


def sign(seal: str) -> tuple[str, str]:
    """Ed25519 signature (hex) over the seal's text, and the name of the key. Raises KeyMissing."""
    return keys.sign(seal.encode())


def signed(seal: str, signature: str, key_id: str) -> bool:
    """Whether a known key signed this seal. A yes is remembered for the life of the process, a no is not."""
    mark = (seal, signature, key_id)
    if mark not in _checked:
        if not keys.verifies(seal.encode(), signature, key_id):
            return False
        _checked.add(mark)
    return True


def forget() -> None:
    """Forget which signatures were checked: `verify_editions` checks each again."""
    _checked.clear()
