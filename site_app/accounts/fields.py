"""What may be typed into this room's fields, and the sentence that says so."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField, EmailField, Model, SlugField, TextField, URLField

from site_app.accounts.errors import Refused
from site_app.accounts.models import Role
from site_app.statements.check import check
from site_app.statements.pieces import UNSHOWABLE
from site_app.statements.report import Draft, Part

# The common shapes of BCP 47 (RFC 5646): `en`, `cy`, `pt-BR`, `zh-Hant`.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# ISO 3166-1 alpha-2 by form alone.
_COUNTRY = re.compile(r"[A-Z]{2}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def address(text: str) -> str:
    """An e-mail address in small letters. Raises Refused."""
    cleaned = text.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError as wrong:
        raise Refused(
            "This is no e-mail address.", "Write it in full, such as wren@example.org.", field="email"
        ) from wrong
    return cleaned


def name(text: str) -> str:
    """A person's name on one line. Raises Refused when nothing is left of it."""
    cleaned = " ".join(text.split())
    if not cleaned:
        raise Refused("A name is missing.", "Write the name as readers should see it.", field="display_name")
    return cleaned


def slug(text: str) -> str:
    """The last word of an address, as it is typed. Raises Refused."""
    if not _SLUG.fullmatch(text):
        raise Refused(
            "This address has letters it cannot have.",
            "Write small letters, digits and hyphens.",
            field="slug",
        )
    return text


def roles(wanted: Iterable[str]) -> list[Role]:
    """Known roles, each once. Raises Refused for none, and for a word that is no role."""
    try:
        known = sorted({Role(role) for role in wanted})
    except ValueError as wrong:
        raise Refused(
            "There is no such role.", f"Choose among {', '.join(Role.values)}.", field="roles"
        ) from wrong
    if not known:
        raise Refused(
            "No role was chosen.", "Choose at least one, or there is nothing to invite to.", field="roles"
        )
    return known


def languages(codes: Iterable[str]) -> list[str]:
    """Language codes, each once, in order of the alphabet. Raises Refused for a word that is no code."""
    cleaned = sorted({code.strip() for code in codes if code.strip()})
    if wrong := [code for code in cleaned if not _LANGUAGE.fullmatch(code)]:
        raise Refused(
            f"'{wrong[0]}' is no language code.", "Write codes such as en, cy or pt-BR.", field="languages"
        )
    return cleaned


def country(code: str) -> str:
    """A country's two letters in capitals. Raises Refused."""
    cleaned = code.strip().upper()
    if not _COUNTRY.fullmatch(cleaned):
        raise Refused("This is no country code.", "Write two letters, such as US, GB or IE.", field="country")
    return cleaned


def whole(row: Model, exclude: Collection[str] = (), unjudged: Collection[str] = ()) -> None:
    """Run the model's own checks, and refuse a record that claims: readers see it unruled (P7), or that holds
    what no page can show.

    Columns named in `unjudged` may say what they like. Raises Refused with the first thing that is wrong,
    naming the field.
    """
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as wrong:
        field, said = next(iter(wrong.message_dict.items()))
        shown = "" if field == "__all__" else f"{_caption(row, field)}: "
        raise Refused(f"{shown}{' '.join(said)}", field="" if field == "__all__" else field) from wrong
    for column in row._meta.concrete_fields:
        if (
            not isinstance(column, CharField | TextField)
            or isinstance(column, EmailField | SlugField | URLField)
            or column.choices
            or column.name in {"password", *exclude}
        ):
            continue
        typed = str(getattr(row, column.name) or "")
        if found := UNSHOWABLE.search(typed):
            raise Refused(
                f"{_caption(row, column.name)}: a character in it shows on no page (U+{ord(found[0]):04X}).",
                "Delete it: it often comes along when text is pasted.",
                field=column.name,
            )
        if column.name not in unjudged and (claim := claim_in(typed)):
            raise Refused(
                f"{_caption(row, column.name)}: '{claim}' says something about health, unvetted.",
                "Name it, and no more; a claim belongs into a text, with its source.",
                field=column.name,
            )


def claim_in(record: str) -> str:
    """The first sentence of a name, note or number that the engine reads as a claim or an instruction, or "".

    Words that the engine cannot read are let through: a name may be of any language.
    """
    report = check(Draft((Part("title", "line", record),)))
    foreign = {finding.n for finding in report.findings if finding.code == "unreadable"}
    claims = [said for said in report.statements if said.label != "other" and said.n not in foreign]
    return claims[0].text if claims else ""


def _caption(row: Model, field: str) -> str:
    caption: Any = row._meta.get_field(field)
    return str(getattr(caption, "verbose_name", field)).capitalize()
