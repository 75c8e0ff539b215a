"""What must stay the same for a ruling to stay good."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence

from site_app.statements.report import Citation, Draft, Lookup, Statement

_QUOTES = str.maketrans("‘’‚‛“”„‟‐‑", "''''\"\"\"\"--")


def fingerprint(statement: Statement, draft: Draft, lookup: Lookup | None = None) -> str:
    """SHA-256 (hex) over the statement and everything its meaning rests on."""
    return _digest(
        {
            "text": _plain(statement.text),
            "kind": statement.kind,
            "headings": [_plain(heading) for heading in statement.heading_path],
            "lead_in": _plain(statement.lead_in),
            "previous": _plain(statement.previous),
            "stages": sorted(draft.stages),
            "topics": sorted(draft.topics),
            "citations": _ties(statement.all_citations, lookup),
            "pictures": sorted(statement.pictures),
            # The same sign in an urgent and in a routine card, under another row or behind another number
            # to call is another claim.
            "block": statement.block,
            "row": _plain(statement.row),
            "links": list(statement.links),
        }
    )


def loose_fingerprint(statement: Statement, lookup: Lookup | None = None) -> str:
    """SHA-256 (hex) over the words and their citations alone: used to propose an old ruling."""
    return _digest({"text": _plain(statement.text), "citations": _ties(statement.all_citations, lookup)})


def _ties(citations: Sequence[Citation], lookup: Lookup | None) -> list[list[str]]:
    ties = []
    for citation in citations:
        source = lookup.source(citation.key) if lookup else None
        ties.append([citation.key, citation.locator, source.substance if source else ""])
    return sorted(ties)


def _plain(text: str) -> str:
    """Typography may change under a ruling, words may not: no fold that joins different letters.

    NFC and not NFKC, which makes 10⁵ and 105 the same.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def _digest(value: dict[str, object]) -> str:
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
