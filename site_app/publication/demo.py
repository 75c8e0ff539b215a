"""The demonstration: the launch library written, vetted and published by invented people.

Every verb is the one that a team uses. What the vetters rule is told by the files: a cited sentence rests on
the findings named there, and is supported at the place given, in full unless its row says `partial`;
everything else is read.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import Practice, Role, User
from site_app.accounts.services import invent_person, save_credential, set_practice
from site_app.documents.models import Document, Revision, Statement
from site_app.publication.library import LAUNCH, LaunchText, Library
from site_app.publication.loading import load_services, load_sources, load_texts, load_topics
from site_app.publication.models import Live
from site_app.publication.services import publish
from site_app.vetting import policy, standards
from site_app.vetting.dossier import cited
from site_app.vetting.models import ClearedBecause, Decision, Population, Review
from site_app.vetting.services import CitationInput, approve, claim, rule, rule_read_in_bulk
from site_app.vetting.services.rulings import BULK_LIMIT
from site_app.vetting.verdicts import may_read_in_bulk

_NOBODY = "Demonstration: nobody vetted this."
# What invented people answer: nothing in favour of the text.
_ANSWERS = {standards.YES_OR_NO: "none", standards.RATED: "3", standards.TO_A_WARNING: "accepted"}
# Which group of people a finding's own words mean; the first that fits.
_GROUPS: tuple[tuple[str, Population], ...] = (
    ("baby", Population.BABIES),
    ("babies", Population.BABIES),
    ("infant", Population.BABIES),
    ("newborn", Population.BABIES),
    ("child", Population.CHILDREN),
    ("mother", Population.MOTHERS),
    ("women", Population.MOTHERS),
    ("pregnan", Population.MOTHERS),
    ("mice", Population.ANIMALS),
    ("cells", Population.ANIMALS),
    ("adult", Population.ADULTS),
)


class DemonstrationRefused(GroundwellError):
    """The demonstration does not belong on this site."""


def load(say: Callable[[str], object]) -> int:
    """Bring in and publish whatever of the library is not live yet; returns how many editions were made.

    Safe to repeat. Raises DemonstrationRefused in production and beside a real practice.
    """
    _check_place()
    library = Library(LAUNCH)
    people = _people(library)
    by_role = {role: user for user in people.values() for role in user.roles()}
    owner, writer, publisher = (by_role[role] for role in ("owner", "writer", "publisher"))
    vetters = [user for user in people.values() if user.has_role(Role.VETTER)]
    if not Practice.objects.exists():
        set_practice(actor=owner, **library.table("practice"))
    load_topics(owner, library)
    load_sources(writer, library)
    load_services(owner, library, people)
    count = 0
    texts = {(text.kind, text.slug): text for text in library.texts}
    for text, _ in load_texts(writer, library.texts, people):
        say(f"  {text.kind}/{text.slug}: written and submitted")
    for text in texts.values():
        document = Document.objects.get(kind=text.kind, slug=text.slug)
        if Live.objects.filter(document=document).exists():
            continue
        revision = Revision.objects.newest_of(document)
        if not hasattr(revision, "approval"):
            vetter = next(user for user in vetters if policy.may_vet(user, revision) is None)
            vet(vetter, revision, text, library)
        publish(actor=publisher, revision=revision)
        count += 1
        say(f"  {text.kind}/{text.slug}: vetted and published")
    return count


def vet(vetter: User, revision: Revision, text: LaunchText, library: Library) -> None:
    """Claim, rule on every statement, approve."""
    review = claim(actor=vetter, revision=revision)
    plain = []
    for statement in revision.statements.order_by("n"):
        if may_read_in_bulk(statement, statement.label):
            plain.append(statement)
        else:
            _rule(vetter, review, statement, text, library)
    for first in range(0, len(plain), BULK_LIMIT):
        rule_read_in_bulk(actor=vetter, review=review, statements=plain[first : first + BULK_LIMIT])
    approve(actor=vetter, review=review, note=_NOBODY, answers=_answers(revision))


def _answers(revision: Revision) -> dict[str, standards.Said]:
    """An answer to all that the form asks, each with the word that nobody gave it."""
    asked = standards.asked_by(standards.scorecard(revision))
    return {one.code: standards.Said(_ANSWERS[one.choices], _NOBODY) for one in asked}


def sign_ins_file() -> Path:
    """Where the random passwords of the invented people are kept."""
    return Path(settings.DATA_DIR) / "demo-sign-ins.txt"


def clearance(statement: Statement, text: LaunchText) -> str:
    """Why a sentence without a source says nothing about health: the file's word, or what its form says."""
    if statement.text in text.clearances:
        return text.clearances[statement.text]
    if statement.text.rstrip().endswith("?"):
        return ClearedBecause.QUESTION
    if statement.kind in ("title", "address", "heading", "header", "alt", "link-title", "card-heading"):
        return ClearedBecause.TOPIC
    if text.kind in ("page", "person", "consult"):
        return ClearedBecause.SITE
    return ClearedBecause.HELP


def population(words: str) -> str:
    """Whom a finding's own words mean."""
    return next((group for word, group in _GROUPS if word in words.lower()), Population.OTHER)


def _rule(vetter: User, review: Review, statement: Statement, text: LaunchText, library: Library) -> None:
    if statement.citations:
        citations = [_citation(statement, text, library, key, locator) for key, locator in cited(statement)]
        together = all(citation.degree != "full" for citation in citations)
        rule(
            actor=vetter, review=review, statement=statement, decision=Decision.SUPPORTED,
            citations=citations, together=together,
        )  # fmt: skip
    elif statement.label == "health":
        reason = clearance(statement, text)
        rule(actor=vetter, review=review, statement=statement, decision=Decision.CLEARED, reason=reason)
    else:
        rule(actor=vetter, review=review, statement=statement, decision=Decision.READ)


def _citation(
    statement: Statement, text: LaunchText, library: Library, key: str, locator: str
) -> CitationInput:
    rows = [library.findings[name] for name in text.findings(statement.text, key)]
    places = [locator, *(row["locator"] for row in rows), "whole text"]
    whom = next((row["population"] for row in rows if row.get("population")), "")
    degree = text.degree(statement.text, key)
    return CitationInput(key, degree, next(place for place in places if place), population(whom))


def _people(library: Library) -> dict[str, User]:
    """The invented people by slug; those who are not there yet get an account with a random password."""
    rows = library.table("people")["person"]
    made: dict[str, User] = {}
    for row in rows:
        there = User.objects.filter(email=row["email"]).first()
        made[row["slug"]] = there or _invented(row)
    owner = next(user for user in made.values() if "owner" in user.roles())
    for row in rows:
        user = made[row["slug"]]
        if not user.credentials.exists():
            for held in row.get("credentials", []):
                save_credential(actor=owner, user=user, **held)
    return made


def _invented(row: dict[str, object]) -> User:
    password = secrets.token_urlsafe(15)
    user = invent_person(
        email=str(row["email"]), display_name=str(row["display_name"]), password=password,
        roles=list(row["roles"]), affiliation=str(row["affiliation"]),  # type: ignore[call-overload]
        declared_ties=str(row["declared_ties"]), languages=list(row["languages"]),  # type: ignore[call-overload]
    )  # fmt: skip
    _keep(f"{row['email']}  {password}\n")
    return user


def _keep(line: str) -> None:
    file = sign_ins_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
    ) as stream:
        stream.write(line)


def _check_place() -> None:
    if settings.PRODUCTION:
        raise DemonstrationRefused(
            "The demonstration is not loaded on a public site.",
            "Use load_launch_drafts: the same texts as drafts, for a real team to vet.",
        )
    if Practice.objects.filter(demonstration=False).exists():
        raise DemonstrationRefused(
            "This site belongs to a real practice.", "Load the demonstration into a folder of its own."
        )
