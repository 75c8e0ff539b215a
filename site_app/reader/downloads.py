"""The sources of an edition as files for a reference manager."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string

from site_app.publication.pages import References
from site_app.sources import exports
from site_app.sources.exports import Exported


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is written and what it is called on the wire."""

    write: Callable[[Iterable[Exported]], str]
    content_type: str


FORMATS: dict[str, Format] = {
    "bib": Format(exports.bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": Format(exports.ris, "application/x-research-info-systems; charset=utf-8"),
    "json": Format(exports.csl_json, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}


class FormatName:
    """The end of the address, as the name of a format."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def written(found: References, name: str) -> str:
    """The sources of an edition in this format. One that went bad since says so in its note (P6)."""
    return FORMATS[name].write(
        Exported(reference.key, reference.kind, reference.csl, _remark(reference.alarm))
        for reference in found.references
    )


def _remark(alarm: str) -> str:
    words = render_to_string("reader/_alarm.html", {"alarm": alarm}).strip()
    return words[:1].upper() + words[1:]
