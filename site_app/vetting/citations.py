"""How far each source supports a statement: what a vetter says, matched with what the statement cites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_app.documents.models import Statement
from site_app.sources.models import Source
from site_app.statements.locators import says_more_than_where
from site_app.vetting.dossier import cited
from site_app.vetting.errors import RulingRefused
from site_app.vetting.models import CitationRuling, Degree, Population


@dataclass(frozen=True, slots=True)
class CitationInput:
    """A vetter's word on one citation. `degree`: full, partial or background; `population`: whom the source
    studied. `locator`: where in the source; empty takes the one the writer gave."""

    key: str
    degree: str
    locator: str = ""
    population: str = ""


def matched(
    statement: Statement, citations: Sequence[CitationInput], sources: Mapping[str, Source]
) -> list[CitationRuling]:
    """Citation rulings, not yet saved: one for each citation of the statement.

    A source cited once may be ruled on at a more exact place than the writer gave; one cited at two places is
    ruled on at both. Raises RulingRefused when one is missing, too many, incomplete or unknown.
    """
    wanted: dict[str, list[str]] = {}
    for key, locator in cited(statement):
        wanted.setdefault(key, []).append(locator)
    found = [_one(statement, citation, wanted, sources) for citation in citations]
    places = [(row.source.key, row.locator) for row in found]
    if len(set(places)) < len(places):
        raise RulingRefused(statement.n, "the same citation is ruled on twice.", "Rule on each place once.")
    for key, locators in wanted.items():
        ruled = [locator for there, locator in places if there == key]
        if len(ruled) != len(locators) or (len(locators) > 1 and sorted(ruled) != sorted(locators)):
            raise RulingRefused(
                statement.n,
                f"not every citation of '{key}' has its ruling.",
                "Say of each place in the source how far it supports the sentence.",
            )
    return found


def _one(
    statement: Statement,
    citation: CitationInput,
    wanted: Mapping[str, list[str]],
    sources: Mapping[str, Source],
) -> CitationRuling:
    key = citation.key
    if key not in wanted:
        raise RulingRefused(
            statement.n, f"it does not cite '{key}'.", "Rule only on the sources that stand in the sentence."
        )
    if key not in sources:
        raise RulingRefused(
            statement.n, f"there is no source '{key}'.", "Return it, or have the source added."
        )
    if citation.degree not in Degree.values:
        raise RulingRefused(
            statement.n, f"how far '{key}' supports it is not said.", "Choose full, partial or background."
        )
    if citation.population not in Population.values:
        raise RulingRefused(
            statement.n, f"whom '{key}' studied is not said.", "Choose mothers, babies, or another group."
        )
    locator = " ".join(citation.locator.split()) or (wanted[key][0] if len(wanted[key]) == 1 else "")
    if not locator:
        raise RulingRefused(
            statement.n, f"the place in '{key}' is missing.", "Name a page, a section or 'whole text'."
        )
    if says_more_than_where(locator):
        raise RulingRefused(
            statement.n,
            f"'{locator[:80]}' tells readers something and names no place in '{key}'.",
            "Name a page, a section or a table, in at most 200 characters.",
        )
    source = sources[key]
    return CitationRuling(
        source=source,
        degree=citation.degree,
        locator=locator,
        population=citation.population,
        substance=source.substance,
        source_status=source.status,
    )
