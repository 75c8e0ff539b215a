"""Where a link may lead: our own pages, mail, telephone, and the addresses of cited sources."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

# No "?" in the two: behind it, words that nobody ruled on would come to stand in a form of ours, or in the
# reader's own letter.
_OWN = re.compile(r"(?:/(?![/\\])|#)[^\s\\?]*")
_ASKS = re.compile(r"/(?![/\\])[^\s\\]*\?[^\s\\]*")
_MAIL = re.compile(r"mailto:[^\s<>?]+@[^\s<>?]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d(?:(?:[.\- ]|\) ?)?\d){2,}+(?!-?[A-Z]{2})")
_TEL = re.compile(r"tel:\+?[\d().\- ]{3,}", re.IGNORECASE)


def is_own(address: str) -> bool:
    return _OWN.fullmatch(unquote(address)) is not None and _OWN.fullmatch(address) is not None


def asks_our_pages(address: str) -> bool:
    """Whether a link to a page of ours brings a question along, as if the reader had asked it."""
    return _ASKS.fullmatch(unquote(address)) is not None


def is_telephone(address: str) -> bool:
    return _TEL.fullmatch(unquote(address)) is not None


def dials_another(address: str, words: str) -> bool:
    """Whether the words of a telephone link show a number that its address does not dial.

    "1-833-852-6262" and "0833 852 6262" are parts of "+18338526262". Runs of one or two digits are no numbers
    to call, and words on the keys ("1-833-TLC-MAMA") are not compared.
    """
    dialled = re.sub(r"\D", "", unquote(address))
    shown = [re.sub(r"\D", "", run) for run in _NUMBER.findall(words)]
    return bool(shown) and not any(
        dialled.endswith(number.lstrip("0") or number) or number.startswith(dialled) for number in shown
    )


def is_mail(address: str) -> bool:
    return _MAIL.fullmatch(address) is not None


def plain_address(address: str) -> str:
    """An address as compared with another: scheme and host in lower case, no trailing slash or fragment."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def may_link(address: str, cited: Iterable[str]) -> bool:
    """Whether a link to `address` may be shown in a document that cites sources at `cited`."""
    if is_own(address) or is_mail(address) or is_telephone(address):
        return True
    if not re.match(r"https?://", address, re.IGNORECASE):
        return False
    return plain_address(address) in {plain_address(known) for known in cited if known}
