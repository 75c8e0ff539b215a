"""The language of the site: one, `LANGUAGE_CODE`, for its own words, its dates and the head of each page."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, get_language_info, to_locale

# Django writes a British date as '22 Nov 2026'; a month is easier to read in full.
_ENGLISH_DAY = "j F Y"


def site_language() -> str:
    """The language as HTML, feeds and JSON-LD name it (BCP 47): 'en-GB'."""
    return site_locale().replace("_", "-")


def site_locale() -> str:
    """The language as Open Graph names it: 'en_GB'."""
    return to_locale(get_language() or "en-gb")


def site_direction() -> str:
    """Which way the language is written: 'ltr' or 'rtl'."""
    return "rtl" if get_language_bidi() else "ltr"


def day_in_words(value: date | datetime) -> str:
    """A day as a reader says it in this language: '22 November 2026'."""
    english = site_language().partition("-")[0] == "en"
    return date_format(value, _ENGLISH_DAY if english else "DATE_FORMAT")


def language_name(code: str) -> str:
    """What the site's language calls a language, by its code; a code that nobody knows stays as it is."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
