"""The verbs of topics."""

from django.db import transaction

from site_app.accounts import fields, journal
from site_app.accounts.errors import AlreadyThere, Refused
from site_app.accounts.models import Role, User
from site_app.accounts.rights import demand
from site_app.topics.models import Topic


@transaction.atomic
def save_topic(
    *,
    actor: User | None,
    name: str,
    slug: str,
    position: int = 0,
    recovery: bool = False,
    topic: Topic | None = None,
) -> Topic:
    """Add a subject, or change the name and place of `topic`. For writers and owners.

    `name` is for the desk. `recovery`: each article on it needs a help card (standards row Z1). The slug
    never changes: revisions name their topics by it. Raises NotAllowed, AlreadyThere, Refused.
    """
    demand(actor, Role.WRITER, Role.OWNER, to="change the list of topics")
    if topic is not None and topic.slug != slug:
        raise Refused(
            f"The topic's address is '{topic.slug}' and stays so, because texts name it by that.",
            "Give it another name instead; its page may have another address.",
            field="slug",
        )
    fields.slug(slug)
    if topic is None and Topic.objects.filter(slug=slug).exists():
        raise AlreadyThere(f"There is a topic '{slug}' already.", "Use that one, or choose another address.")
    row = topic or Topic(slug=slug)
    row.name, row.position, row.recovery = " ".join(name.split()), position, recovery
    fields.whole(row)
    row.save()
    journal.log(
        actor=actor,
        verb="save_topic",
        subject=row,
        detail={"slug": slug, "name": row.name, "recovery": recovery},
    )
    return row
