"""Addresses of the reader's door. Each has its examples in `reader/audit/addresses.py`; a test compares."""

from django.urls import URLPattern, path, register_converter

from site_app.reader import views
from site_app.reader.downloads import FormatName

register_converter(views.YesOrNo, "yes_or_no")
register_converter(FormatName, "reference_form")

# Address of each kind of document, by kind. A page stands at the root, so it comes last.
HOMES: dict[str, str] = {
    "article": "articles/",
    "collection": "collections/",
    "topic": "topics/",
    "consult": "consults/",
    "person": "people/",
    "page": "",
}


def documents(kind: str) -> list[URLPattern]:
    """The addresses that every published document has."""
    home = HOMES[kind]
    extra = {"kind": kind}
    return [
        path(f"{home}<slug:slug>/", views.document, extra, name=kind),
        path(f"{home}<slug:slug>/evidence.json", views.evidence, extra, name=f"{kind}-evidence"),
        path(f"{home}<slug:slug>/editions/<int:number>/", views.edition, extra, name=f"{kind}-edition"),
        path(
            f"{home}<slug:slug>/editions/<int:number>/evidence.json",
            views.evidence,
            extra,
            name=f"{kind}-edition-evidence",
        ),
        path(
            f"{home}<slug:slug>/references.<reference_form:form>",
            views.references,
            extra,
            name=f"{kind}-references",
        ),
        path(
            f"{home}<slug:slug>/editions/<int:number>/references.<reference_form:form>",
            views.references,
            extra,
            name=f"{kind}-edition-references",
        ),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path("articles/", views.articles, name="articles"),
    path("collections/", views.collections, name="collections"),
    path("topics/", views.topics, name="topics"),
    path("stages/<slug:slug>/", views.stage, name="stage"),
    path("saved/", views.saved, name="saved"),
    path("consults/", views.consults, name="consults"),
    path("people/", views.people, name="people"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:key>/", views.source, name="source"),
    path("help/", views.help_lines, name="help"),
    path("search/", views.search, name="search"),
    path("search/suggestions.json", views.suggest, name="suggest"),
    path("how-we-vet/", views.how_we_vet, name="how-we-vet"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/feed.xml", views.corrections_feed, name="corrections-feed"),
    path("flag/thanks/", views.flag_thanks, name="flag-thanks"),
    path("flag/<str:code>/", views.choose_sentence, name="choose-sentence"),
    path("flag/<str:code>/<int:n>/", views.flag_sentence, name="flag-sentence"),
    path("helpful/thanks/", views.vote_thanks, name="vote-thanks"),
    path("helpful/<str:code>/", views.vote, name="vote"),
    path("helpful/<str:code>/<yes_or_no:helpful>/", views.say_why, name="say-why"),
    path("copy/", views.ask_for_copy, name="ask-for-copy"),
    path("copy/<str:code>/", views.copy, name="copy"),
    path("verify/", views.verify, name="verify"),
    path("verify/chain/<int:page>.json", views.chain, name="chain"),
    path("feed.xml", views.feed, name="feed"),
    path("topics/<slug:slug>/feed.xml", views.topic_feed, name="topic-feed"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("media/pictures/<str:name>", views.picture, name="picture"),
    *(pattern for kind in HOMES for pattern in documents(kind)),
]
