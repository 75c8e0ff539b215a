"""People and texts for the desk's tests, all made through the verbs."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.utils import timezone
from PIL import Image

from site_app.accounts import services as accounts
from site_app.accounts.models import Role, RoleGrant, User
from site_app.consults import services as consults
from site_app.consults.models import Consult, HelpLine
from site_app.documents import services as documents
from site_app.documents.models import Picture, Revision
from site_app.publication import services as publication
from site_app.publication.models import Edition
from site_app.sources import services as sources
from site_app.sources.models import Source
from site_app.topics import services as topics
from site_app.topics.models import Topic
from site_app.vetting import services as vetting
from site_app.vetting.citations import CitationInput
from site_app.vetting.models import Review
from tests.builders import answers_for

NUMBERS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
)  # fmt: skip

PASSWORD = "four slow barges pass"

BODY = "\n\n".join(
    [
        "Many babies wake at night because their stomachs are small [@sleepreview, abstract].",
        "## What can parents ask?",
        "Whom can I ask about sleep?",
    ]
)


def somebody(name: str, *roles: Role, **fields: Any) -> User:
    """An account with these roles, signing in as <name>@example.org with PASSWORD."""
    user: User = User.objects.create_user(
        f"{name.lower()}@example.org", PASSWORD, display_name=name, languages=["en"], **fields
    )
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, granted_at=timezone.now())
    return user


def make_team() -> dict[str, User]:
    """Wren writes, Vera vets as a clinician, Pia publishes, Olive owns, Sam is a superuser."""
    team = {
        "Wren": somebody("Wren", Role.WRITER),
        "Vera": somebody("Vera", Role.VETTER),
        "Pia": somebody("Pia", Role.PUBLISHER),
        "Olive": somebody("Olive", Role.OWNER),
        "Sam": somebody("Sam", is_superuser=True),
    }
    accounts.save_credential(
        actor=team["Olive"], user=team["Vera"], title="Registered midwife", body="Nursing council",
        registration="12A3456B", clinician=True, expires_on=timezone.localdate() + timedelta(days=400),
    )  # fmt: skip
    return team


def make_practice(owner: User, **fields: Any) -> None:
    accounts.set_practice(
        actor=owner,
        **{
            "name": "Quiet Harbour", "legal_owner": "Quiet Harbour CIC", "address": "1 Quay Street",
            "contact_email": "hello@harbour.example", "home_country": "GB", "quality_person": "Olive",
            "funding": "Fees for consults pay for this site.", **fields,
        },
    )  # fmt: skip


def make_source(actor: User, key: str = "sleepreview", **fields: Any) -> Source:
    return sources.add_source(
        actor=actor, key=key, kind=fields.pop("kind", "systematic-review"),
        csl={
            "type": "article-journal",
            "author": [{"family": "Marsh", "given": "Ada"}, {"family": "Reed", "given": "Bo"}],
            "container-title": "Journal of Quiet Nights",
            "volume": "7",
            "page": "1-9",
        },
        title=fields.pop("title", "Sleep in the first year: a review"), year="2021",
        doi=fields.pop("doi", "10.1000/quiet.7"), read_on=timezone.localdate(), **fields,
    )  # fmt: skip


def picture_bytes(
    form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: Any
) -> bytes:
    """A small picture of one colour in the format named."""
    file = BytesIO()
    Image.new(mode, size, "teal").save(file, form, **more)
    return file.getvalue()


def make_picture(actor: User) -> Picture:
    return documents.add_picture(
        actor=actor, upload=BytesIO(picture_bytes()), alt="A cot", licence="CC BY 4.0", credit="Wren"
    )


def make_consult(owner: User) -> Consult:
    return consults.save_consult(
        actor=owner, slug="sleep", name="Talk about sleep", price_minor=6000, currency="GBP", minutes=50,
        booking_address="https://book.example/sleep", practitioner=None, languages=["en"],
    )  # fmt: skip


def make_help_line(owner: User, **fields: Any) -> HelpLine:
    return consults.save_help_line(
        actor=owner,
        **{
            "slug": "nurse-line", "name": "Nurse line", "number": "111", "country": "GB",
            "serves": "clinician",
            "hours": "day and night", "last_tested_on": timezone.localdate(), "languages": ["en"], **fields,
        },
    )  # fmt: skip


def make_topic(owner: User) -> Topic:
    return topics.save_topic(actor=owner, slug="sleep", name="Sleep", position=1)


def article_fields(**fields: Any) -> dict[str, Any]:
    """Every text an article must have, quiet enough to be cleared or read."""
    return {
        "title": "How do babies sleep?",
        "slug": "babies-sleep",
        "summary": "This page is about sleep for tired parents.",
        "main_message": "You are not alone.",
        "for_whom": "Parents of a new baby.",
        "not_for": "Parents of older children.",
        "not_known": "We do not know everything yet.",
        "questions": "- Whom can I ask?",
        "funding": "Nobody paid for this page.",
        "conflicts": "None.",
        "why_needed": "Readers ask for it.",
        "tested_with": "",
        "topics": ["sleep"],
        "stages": ["birth-6-weeks"],
        "urgent": "",
        "next_review_on": timezone.localdate() + timedelta(days=365),
        "body": BODY,
        **fields,
    }


def make_article(writer: User, **fields: Any) -> Revision:
    return documents.create_document(actor=writer, kind="article", **article_fields(**fields))


def submitted(writer: User, revision: Revision) -> Revision:
    documents.submit_for_vetting(actor=writer, revision=revision)
    return revision


def rule_everything(vetter: User, review: Review) -> None:
    """Give each statement without a ruling the one it calls for."""
    for statement in review.revision.statements.filter(rulings=None):
        if statement.citations:
            inputs = [
                CitationInput(row["key"], "full", row["locator"] or "abstract", "babies")
                for row in statement.citations
            ]
            vetting.rule(
                actor=vetter, review=review, statement=statement, decision="supported", citations=inputs
            )
        elif statement.label == "other":
            vetting.rule(actor=vetter, review=review, statement=statement, decision="read")
        else:
            reason = "question" if "?" in statement.text else "site"
            vetting.rule(actor=vetter, review=review, statement=statement, decision="cleared", reason=reason)


def approved(vetter: User, revision: Revision) -> Revision:
    review = vetting.claim(actor=vetter, revision=revision)
    rule_everything(vetter, review)
    vetting.approve(
        actor=vetter, review=review, complete=True, fair=True, note="Reads well.",
        answers=answers_for(revision),
    )  # fmt: skip
    return revision


def published(team: dict[str, User], **fields: Any) -> Edition:
    """One article, all the way from Wren through Vera to Pia."""
    revision = submitted(team["Wren"], make_article(team["Wren"], **fields))
    return publication.publish(actor=team["Pia"], revision=approved(team["Vera"], revision))


def at_the_desk(user: User, **more: Any) -> Client:
    """A browser in which `user` is signed in."""
    client = Client(**more)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_of(revision: Revision, **changes: Any) -> dict[str, Any]:
    """What the editor's form holds for `revision`, with changes typed over it."""
    fields = article_fields(**{"title": revision.title, "slug": revision.slug, "body": revision.body})
    fields["next_review_on"] = revision.next_review_on.isoformat()
    return {**fields, "base": revision.pk, "change_note": "", **changes}
