"""What the engine may ask of the desk's tables: one query for each kind of question, whatever the text."""

from functools import cached_property

from django.db.models import OuterRef, Subquery

from site_app.documents.models import Document, Kind, Picture, Revision
from site_app.sources.models import Source
from site_app.statements.report import ConsultFacts, DocumentFacts, PictureFacts, SourceFacts

_FOLDERS: dict[str, str] = {
    Kind.ARTICLE: "articles",
    Kind.COLLECTION: "collections",
    Kind.TOPIC: "topics",
    Kind.CONSULT: "consults",
    Kind.PERSON: "people",
}
# Two documents of different kinds may share an address's last word: a card means the first of these.
_FIRST = (Kind.ARTICLE, Kind.COLLECTION, Kind.PAGE, Kind.TOPIC, Kind.CONSULT, Kind.PERSON)


def address_of(kind: str, slug: str) -> str:
    """The path under which readers find a document."""
    folder = _FOLDERS.get(kind)
    return f"/{folder}/{slug}/" if folder else f"/{slug}/"


class DatabaseLookup:
    """Answers the engine from the tables as they are now.

    Each kind of thing is read at the first question about it and kept for the life of this object, so
    use one object per check. A consult is asked of its document, since `consults` is a neighbour.
    """

    def source(self, key: str) -> SourceFacts | None:
        return self._sources.get(key)

    def consult(self, slug: str) -> ConsultFacts | None:
        facts = self._documents.get((Kind.CONSULT.value, slug))
        return ConsultFacts(slug=facts.slug, name=facts.title) if facts else None

    def document(self, slug: str) -> DocumentFacts | None:
        for kind in _FIRST:
            if facts := self._documents.get((kind.value, slug)):
                return facts
        return None

    def picture(self, digest: str) -> PictureFacts | None:
        return self._pictures.get(digest)

    @cached_property
    def _sources(self) -> dict[str, SourceFacts]:
        return Source.objects.facts()

    @cached_property
    def _documents(self) -> dict[tuple[str, str], DocumentFacts]:
        newest = Revision.objects.filter(document=OuterRef("pk")).order_by("-number")
        rows = Document.objects.annotate(newest_title=Subquery(newest.values("title")[:1])).values_list(
            "kind", "slug", "newest_title"
        )
        return {
            (kind, slug): DocumentFacts(
                slug=slug, kind=kind, title=title or "", address=address_of(kind, slug)
            )
            for kind, slug, title in rows
        }

    @cached_property
    def _pictures(self) -> dict[str, PictureFacts]:
        return {picture.digest: facts_of(picture) for picture in Picture.objects.all()}


def facts_of(picture: Picture) -> PictureFacts:
    return PictureFacts(
        digest=picture.digest,
        address=picture.address,
        width=picture.width,
        height=picture.height,
        licence=picture.licence,
        credit=picture.credit,
    )
