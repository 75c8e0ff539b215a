"""The public's views: each asks `publication.reading` and renders."""

from site_app.reader.views.copies import ask_for_copy, copy
from site_app.reader.views.corrections import corrections, corrections_feed
from site_app.reader.views.documents import document, edition, evidence, references
from site_app.reader.views.feeds import feed, topic_feed
from site_app.reader.views.flags import choose_sentence, flag_sentence, flag_thanks
from site_app.reader.views.lists import (
    articles,
    collections,
    consults,
    help_lines,
    home,
    how_we_vet,
    people,
    saved,
    source,
    sources,
    stage,
    topics,
)
from site_app.reader.views.machines import healthz, manifest, picture, readyz, robots, security, sitemap
from site_app.reader.views.seals import chain, verify
from site_app.reader.views.search import search, suggest
from site_app.reader.views.votes import YesOrNo, say_why, vote, vote_thanks

__all__ = [
    "YesOrNo",
    "articles",
    "ask_for_copy",
    "chain",
    "choose_sentence",
    "collections",
    "consults",
    "copy",
    "corrections",
    "corrections_feed",
    "document",
    "edition",
    "evidence",
    "feed",
    "flag_sentence",
    "flag_thanks",
    "healthz",
    "help_lines",
    "home",
    "how_we_vet",
    "manifest",
    "people",
    "picture",
    "readyz",
    "references",
    "robots",
    "saved",
    "say_why",
    "security",
    "search",
    "sitemap",
    "source",
    "sources",
    "stage",
    "topic_feed",
    "suggest",
    "topics",
    "verify",
    "vote",
    "vote_thanks",
]
