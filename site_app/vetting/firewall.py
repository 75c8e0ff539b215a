"""The vetter firewall: what keeps a person from vetting a text although they had no hand in it.

Their own page or service, a declared tie to what it speaks of, a topic outside their scope, a language they
have not declared. Four eyes and credentials are asked in `policy`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from site_app.accounts.models import User
from site_app.consults.models import Consult
from site_app.documents.models import Kind, Revision
from site_app.documents.parts import PARTS
from site_app.vetting.blocker import Refusal
from site_app.vetting.models import Scope, Tie


@dataclass(frozen=True, slots=True)
class Walls:
    """What bears on one person. `scope`: topic slugs, none for every topic; `services`: slugs of consults
    they give themselves."""

    user: User
    scope: frozenset[str]
    ties: tuple[Tie, ...]
    services: frozenset[str]


def walls_of(user: User) -> Walls:
    """Fetch what bears on a person: three queries, whatever the number of texts."""
    return walls_of_each([user])[0]


def walls_of_each(users: Sequence[User]) -> list[Walls]:
    """What bears on each of several people, with the same three queries."""
    scopes = Scope.objects.standing().filter(vetter__in=users).values_list("vetter", "topic__slug")
    ties = list(Tie.objects.standing().filter(vetter__in=users).select_related("topic"))
    services = Consult.objects.filter(practitioner__in=users).values_list("practitioner", "slug")
    return [
        Walls(
            user=user,
            scope=frozenset(slug for vetter, slug in scopes if vetter == user.pk),
            ties=tuple(tie for tie in ties if tie.vetter_id == user.pk),
            services=frozenset(slug for practitioner, slug in services if practitioner == user.pk),
        )
        for user in users
    ]


def refusal(walls: Walls, revision: Revision) -> Refusal | None:
    """Why this person may not vet this revision, four eyes apart; None when nothing is in the way."""
    document = revision.document
    if document.person_id == walls.user.pk:
        return Refusal("own", "This page is about you, so you cannot vet it.", "Ask another vetter.")
    if document.kind == Kind.CONSULT and document.slug in walls.services:
        return Refusal("own", "This page is about a service that you give yourself.", "Ask another vetter.")
    topics = _topics(revision)
    for tie in walls.ties:
        if about := _bears_on(tie, topics, revision):
            return Refusal(
                "tie",
                f"You declared a tie: {tie.what.rstrip('.')}. It bears on {about}.",
                "Ask a vetter without such a tie. If yours has ended, an owner enters that.",
            )
    if walls.scope and (outside := sorted(topics - walls.scope)):
        return Refusal(
            "scope",
            f"You vet {_listed(sorted(walls.scope))}, and this text is also filed under {_listed(outside)}."
            if topics & walls.scope
            else f"You vet {_listed(sorted(walls.scope))}, and this text is filed under {_listed(outside)}.",
            "Ask a vetter of that field, or an owner to widen your scope.",
        )
    spoken = {code.split("-")[0] for code in walls.user.languages}
    language = settings.LANGUAGE_CODE.split("-")[0]
    if spoken and language not in spoken:
        return Refusal(
            "language",
            f"This text is written in '{language}', and you have declared {_listed(sorted(spoken))} only.",
            "Add the language to your profile if you read it well; otherwise leave it to somebody who does.",
        )
    return None


def _topics(revision: Revision) -> frozenset[str]:
    own = revision.document.topic
    return frozenset({*revision.topics, *([own.slug] if own is not None else ())})


def _bears_on(tie: Tie, topics: frozenset[str], revision: Revision) -> str:
    """What of the text a tie bears on, in words; "" for nothing."""
    if tie.topic is not None and tie.topic.slug in topics:
        return f"the topic '{tie.topic}'"
    if tie.word:
        # "probiotic" is also found in "Probiotics": ties are to kinds of things.
        named = re.compile(rf"\b{re.escape(tie.word)}", re.IGNORECASE)
        if any(named.search(str(getattr(revision, part.field) or "")) for part in PARTS):
            return f"'{tie.word}', which this text names"
    return ""


def _listed(slugs: list[str]) -> str:
    return ", ".join(f"'{slug}'" for slug in slugs)
