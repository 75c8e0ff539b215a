"""Sources, documents and rulings for the tests of every room, made by the real verbs.

Each takes the people it needs, so that a test reads as who did what: `build_approved(team)`.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from site_app.accounts.models import User
from site_app.documents.models import Revision, Statement
from site_app.documents.services import create_document, save_revision, submit_for_vetting
from site_app.publication.models import Edition
from site_app.publication.services import publish
from site_app.sources.models import Source
from site_app.sources.services import add_source
from site_app.topics.models import Topic
from site_app.topics.services import save_topic
from site_app.vetting.models import Approval, Review, Ruling
from site_app.vetting.services import CitationInput, claim, rule
from site_app.vetting.services import approve as approve_filled_in
from site_app.vetting.standards import Said, asked_by, scorecard
from tests.people import Team

CITED = "Many babies wake at night because their stomachs are small [@sleep2020, abstract]."
BODY = f"{CITED}\n\nWe wrote this page in spring."
_numbers = count(1)


def build_source(actor: User, key: str = "sleep2020", **columns: Any) -> Source:
    """A cohort study called after its key; the one there, if there is one."""
    title = columns.pop("title", f"What {key} found")
    csl = {
        "type": "article-journal",
        "title": title,
        "author": [{"family": "Brook", "given": "A"}],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Journal of Nights",
    }
    there = Source.objects.filter(key=key).first()
    kind = columns.pop("kind", "cohort")
    return there or add_source(
        actor=actor, key=key, kind=kind, csl=csl, **({"url": f"https://journal.example/{key}"} | columns)
    )


def fields_of_article(**changes: Any) -> dict[str, Any]:
    """Every field an article needs, with nothing about health outside the body."""
    return {
        "summary": "This page is for tired parents.",
        "main_message": "You are not alone.",
        "for_whom": "Parents of a new baby.",
        "not_for": "Parents of older children.",
        "body": BODY,
        "not_known": "We do not know everything yet.",
        "questions": "- Whom can I ask?",
        "funding": "Nobody paid for this page.",
        "conflicts": "None.",
        "stages": ["birth-6-weeks"],
        "next_review_on": timezone.localdate() + timedelta(days=365),
    } | changes


def build_topic(actor: User, slug: str = "nights") -> Topic:
    """A topic; the one there, if there is one."""
    return Topic.objects.filter(slug=slug).first() or save_topic(
        actor=actor, name=slug.capitalize(), slug=slug
    )


def build_article(
    actor: User, *, slug: str = "", title: str = "How do babies sleep?", **fields: Any
) -> Revision:
    """Revision 1 of a complete article by `actor`. Its body cites `sleep2020`, which is made too."""
    body = fields.setdefault("body", BODY)
    if "@sleep2020" in body:
        build_source(actor)
    fields.setdefault("topics", [build_topic(actor).slug])
    slug = slug or f"nights-{next(_numbers)}"
    return create_document(actor=actor, kind="article", slug=slug, title=title, **fields_of_article(**fields))


def build_page(
    actor: User,
    *,
    slug: str = "about",
    title: str = "About us",
    body: str = "We are two friends.",
    **fields: Any,
) -> Revision:
    """Revision 1 of a page with nothing about health on it."""
    return create_document(actor=actor, kind="page", slug=slug, title=title, body=body, **fields)


def build_next(actor: User, revision: Revision, **fields: Any) -> Revision:
    """A further revision on top of the newest one of the same document."""
    newest = Revision.objects.newest_of(revision.document)
    return save_revision(actor=actor, document=revision.document, base=newest, **fields)


def submitted(revision: Revision, actor: User | None = None) -> Revision:
    """The revision, handed to vetting by its author unless said otherwise."""
    submit_for_vetting(actor=actor or revision.author, revision=revision)
    return revision


def build_submitted(team: Team, **fields: Any) -> Revision:
    return submitted(build_article(team.wren, **fields))


def build_claimed(team: Team, **fields: Any) -> Review:
    """Vera's open review of a fresh article by Wren."""
    return claim(actor=team.vera, revision=build_submitted(team, **fields))


def statement_of(revision: Revision, start: str) -> Statement:
    """The one statement of a revision that begins with these words."""
    return revision.statements.get(text__startswith=start)


def full(statement: Statement, degree: str = "full") -> list[CitationInput]:
    """The same degree for every citation of a statement."""
    pairs = dict.fromkeys((row["key"], row["locator"]) for row in statement.citations)
    return [CitationInput(key, degree, locator or "abstract", "babies") for key, locator in pairs]


def rule_as_due(review: Review, statement: Statement) -> Ruling:
    """The ruling a statement calls for: supported when it cites, read when it is other, cleared otherwise."""
    what: dict[str, Any] = {"decision": "cleared", "reason": "question" if "?" in statement.text else "site"}
    if statement.citations:
        what = {"decision": "supported", "citations": full(statement)}
    elif statement.label == "other":
        what = {"decision": "read"}
    return rule(actor=review.vetter, review=review, statement=statement, **what)


def rule_all(review: Review, but: Iterable[str] = ()) -> None:
    """Rule on every statement without a ruling in this review, save those that begin with words of `but`."""
    for statement in review.revision.statements.exclude(rulings__review=review):
        if not statement.text.startswith(tuple(but)):
            rule_as_due(review, statement)


def answers_for(revision: Revision) -> dict[str, Said]:
    """An answer to whatever the review form asks of a revision."""
    asked = asked_by(scorecard(revision))
    return {one.code: Said(one.choices[0][0] if one.is_warning else one.choices[-1][0]) for one in asked}


def approve(*, actor: User, review: Review, **more: Any) -> Approval:
    """Approve with the review form filled in."""
    more.setdefault("answers", answers_for(review.revision))
    return approve_filled_in(actor=actor, review=review, **more)


def vetted(vera: User, revision: Revision) -> Approval:
    """The approval of a submitted revision: claimed, ruled on and approved by `vera`."""
    review = claim(actor=vera, revision=revision)
    rule_all(review)
    return approve(actor=vera, review=review)


def build_approved(team: Team, **fields: Any) -> Revision:
    revision = build_submitted(team, **fields)
    vetted(team.vera, revision)
    return revision


def build_published(team: Team, **fields: Any) -> Edition:
    return publish(actor=team.pia, revision=build_approved(team, **fields))
