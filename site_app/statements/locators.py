"""Where in a source: a page, a section, a table. Readers see it at the note, where nobody rules on it."""

import re
from functools import lru_cache

from site_app.statements.report import Label
from site_app.statements.rules import by_rules
from site_app.statements.setting import Setting

# What the desk's form and the register of rulings hold.
LONGEST = 200
# A section called "If your child has a food allergy" names a case and asserts nothing.
_A_CASE = re.compile(r"if\b[^,]*", re.IGNORECASE)


# A text is read at every pause in typing, and its locators are mostly those of the last time.
@lru_cache(maxsize=4096)
def says_more_than_where(locator: str) -> bool:
    """Whether a locator tells readers something instead of naming a place, or is too long for a place.

    Sections may be called in any language, so what the engine cannot read passes.
    """
    if len(locator) > LONGEST:
        return True
    if _label(locator, "text") == "protocol":
        return True
    return _label(locator, "title") != "other" and _A_CASE.fullmatch(locator) is None


def _label(locator: str, kind: str) -> Label:
    label, reasons = by_rules(Setting(locator, kind=kind))
    return "other" if reasons[0].code == "unreadable" else label
