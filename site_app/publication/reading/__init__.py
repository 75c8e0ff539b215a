"""All that a reader may see: sealed bytes, hashed at every read, as frozen values (`publication.pages`).

Nothing here writes, renders Markdown (the desk's preview apart) or reads a table of `documents` or `vetting`.
"""

from site_app.publication.reading.documents import document, edition, evidence
from site_app.publication.reading.figures import how_we_vet, ready
from site_app.publication.reading.frame import frame, help_lines
from site_app.publication.reading.lists import (
    cards,
    consults,
    feed,
    people,
    sitemap,
    stages,
    topic_feed,
    topics,
)
from site_app.publication.reading.preview import preview_blocks
from site_app.publication.reading.references import references
from site_app.publication.reading.sources import source, sources

__all__ = [
    "cards",
    "consults",
    "document",
    "edition",
    "evidence",
    "feed",
    "frame",
    "help_lines",
    "how_we_vet",
    "people",
    "preview_blocks",
    "ready",
    "references",
    "sitemap",
    "source",
    "sources",
    "stages",
    "topic_feed",
    "topics",
]
