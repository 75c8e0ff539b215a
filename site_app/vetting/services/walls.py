"""Who vets what: scopes and declared ties."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from site_app.accounts import journal
from site_app.accounts.errors import NotAllowed, Refused
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand, demand_self_or_owner
from site_app.topics.models import Topic
from site_app.vetting.models import Scope, Tie


def set_scope(*, actor: User, vetter: User, topics: Iterable[Topic]) -> list[Topic]:
    """Say on which topics a vetter vets; none means every topic. For owners. Returns the topics.

    What they vetted before stays. Raises NotAllowed.
    """
    demand(actor, Role.OWNER, to="say who vets which topics")
    wanted = {topic.pk: topic for topic in topics}
    with transaction.atomic():
        now = timezone.now()
        standing = {row.topic_id: row for row in Scope.objects.standing().filter(vetter=vetter)}
        for topic_id, row in standing.items():
            if topic_id not in wanted:
                row.ended_at = now
                row.save(update_fields=["ended_at"])
        for topic_id, topic in wanted.items():
            if topic_id not in standing:
                Scope.objects.create(vetter=vetter, topic=topic, set_by=actor, since=now)
        journal.log(
            actor=actor,
            verb="set_scope",
            subject=vetter,
            detail={"topics": sorted(topic.slug for topic in wanted.values())},
        )
    return list(wanted.values())


def declare_tie(*, actor: User, vetter: User, what: str, topic: Topic | None = None, word: str = "") -> Tie:
    """Declare a tie that keeps a vetter from texts on `topic` or from those that name `word`.

    For the person and owners. Raises NotAllowed, Refused (nothing said, or it bears on nothing).
    """
    demand_self_or_owner(actor, vetter, to="declare somebody else's ties")
    said, named = " ".join(what.split()).rstrip("."), " ".join(word.split())
    if not said:
        raise Refused("The tie is not named.", "Say whom it is to, and who pays.", field="what")
    if topic is None and len(named) < 3:
        raise Refused(
            "It is not said which texts the tie bears on.",
            "Choose a topic, or write a word of at least three letters that such a text would name.",
            field="word",
        )
    if len(said) > 200 or len(named) > 80:
        raise Refused("That is too long.", "Say it in a line.", field="what")
    with transaction.atomic():
        tie = Tie.objects.create(
            vetter=vetter, what=said, topic=topic, word=named, declared_by=actor, at=timezone.now()
        )
        journal.log(actor=actor, verb="declare_tie", subject=tie)
    return tie


def end_tie(*, actor: User, tie: Tie) -> Tie:
    """Say that a tie has ended. An owner other than the person tied says so. Raises NotAllowed, Refused."""
    demand(actor, Role.OWNER, to="end a declared tie")
    if actor.pk == tie.vetter_id:
        raise NotAllowed("This tie is your own.", "Ask another owner to enter that it has ended.")
    with transaction.atomic():
        tie = Tie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
        if tie.ended_at is not None:
            raise Refused("This tie has ended already.", "There is nothing left to do.")
        tie.ended_at = timezone.now()
        tie.save(update_fields=["ended_at"])
        journal.log(actor=actor, verb="end_tie", subject=tie)
    return tie
