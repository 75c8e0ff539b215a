"""What a list shows of a published document: title and whole statements, from sealed bytes."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from site_app.publication import trust
from site_app.publication.addresses import address_of
from site_app.publication.canonical import day
from site_app.publication.models import Live
from site_app.publication.pages import Card, Link
from site_app.publication.trust import Sealed


def verified(lives: Sequence[Live]) -> list[tuple[Live, Sealed]]:
    """Each with its sealed edition, in order; the withheld and the redacted are left out. One query."""
    shelf = trust.fetch([live.edition_id for live in lives])
    opened = [(live, shelf.open_or_none(live.edition_id)) for live in lives]
    return [(live, sealed) for live, sealed in opened if sealed is not None and fits(live, sealed)]


def fits(live: Live, sealed: Sealed) -> bool:
    """Whether the edition is this live document's own, and its text is there to be shown."""
    return (
        sealed.document_id == live.document_id
        # An edition whose body was redacted answers 410, so no list may lead there.
        and "body" not in sealed.redacted
        and (live.kind, live.slug) == (sealed.text.get("kind"), sealed.text.get("slug"))
    )


def card_of(sealed: Sealed, part: str = "summary") -> Card:
    """The card of an edition whose text is not redacted; its words are the statements of `part`, whole."""
    text = sealed.text
    return Card(
        kind=text["kind"],
        address=address_of(text["kind"], text["slug"]),
        title=text["title"],
        summary_html=echo_html(statements_of(sealed, part)),
        urgent=text["urgent"],
        last_reviewed_on=day(text["last_reviewed"]),
        demonstration=text["demonstration"],
        edition=str(sealed.identifier),
    )


def link_of(sealed: Sealed) -> Link:
    """A link under the edition's own title."""
    text = sealed.text
    return Link(text["title"], address_of(text["kind"], text["slug"]), str(sealed.identifier))


def statements_of(sealed: Sealed, part: str) -> list[str]:
    """The ruled statements of one part, in order, each whole."""
    return [str(row["text"]) for row in sealed.statements if row["part"] == part]


def each_once(sealed: Sealed, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements among these, in order, without those that say again, word for word, what another says.

    Of two the one stays that its page prints, or else the first.
    """
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: not place_of(sealed, row)):
        kept.setdefault((row["lead_in"], row["text"]), row)
    return sorted(kept.values(), key=lambda row: int(row["n"]))


def place_of(sealed: Sealed, row: dict[str, Any]) -> str:
    """Where on its page a statement stands: '#s7', or '' for what is not printed there."""
    return "" if row["part"] in unseen(sealed) else f"#s{row['n']}"


def unseen(sealed: Sealed) -> frozenset[str]:
    """The parts that a page does not print: its address, and the summary where a main message takes its place
    (`_main_message.html`)."""
    led = any(row["part"] == "main_message" for row in sealed.statements)
    return frozenset({"address", "summary"} if led else {"address"})


def echo_html(statements: Iterable[Any]) -> str:
    """Statements one after another, escaped: no mark of theirs leads anywhere outside their own page."""
    return " ".join(escape(str(statement)) for statement in statements)
