"""What a page tells machines in JSON-LD (https://schema.org/MedicalWebPage): the same values that it prints.

Built from the frozen page and nothing else, so the two cannot differ; the audit holds every value to one of
the five accounts (P7). The block is inert, so the content policy lets it stand.
"""

import json
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from site_app.publication.pages import DocumentPage, PracticeFacts, Signed, SourceNote
from site_app.reader.languages import site_language

SITE_NAME = "Groundwell"
# A page about a person or about us is no page about medicine.
_TYPES: dict[str, str | list[str]] = {
    "article": ["MedicalWebPage", "Article"],
    "collection": ["MedicalWebPage", "CollectionPage"],
    "topic": ["MedicalWebPage", "CollectionPage"],
    "consult": "MedicalWebPage",
    "person": "ProfilePage",
    "page": "WebPage",
}
_STUDIES = frozenset(
    {
        "systematic-review",
        "rct",
        "cohort",
        "case-control",
        "cross-sectional",
        "case-series",
        "genetic-association",
        "laboratory",
        "narrative-review",
    }
)
# HTML ends a script at its closing tag, wherever that stands; JSON may write these signs as numbers.
_INERT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def facts(page: DocumentPage) -> dict[str, Any]:
    """The page as schema.org calls it. An invented page names no reviewer: nobody reviewed it."""
    here = f"{settings.SITE_ADDRESS}{page.current_address}"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES[page.kind],
        "@id": here,
        "url": here,
        "mainEntityOfPage": here,
        "identifier": f"urn:uuid:{page.identifier}",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": site_language(),
        "version": page.edition,
        "isAccessibleForFree": True,
        "datePublished": page.first_published_at.isoformat(timespec="seconds"),
        "dateModified": page.last_changed_at.isoformat(timespec="seconds"),
        "lastReviewed": page.last_reviewed_on.isoformat(),
        "author": [_person(person) for person in page.authors if not person.erased],
        "reviewedBy": []
        if page.demonstration
        else [_person(person) for person in page.vetters if not person.erased],
        "publisher": _publisher(page.frame.practice) if page.frame and page.frame.practice else {},
        "image": [f"{settings.SITE_ADDRESS}{picture}" for picture in page.pictures] or [mark()],
        "audience": _audience(page),
        "about": [
            {
                "@type": "Thing",
                "name": topic.title,
                "identifier": f"urn:uuid:{topic.edition}",
                "url": f"{settings.SITE_ADDRESS}{topic.address}",
            }
            for topic in page.topics
        ],
        "citation": [_citation(note) for note in page.notes],
        "isPartOf": {"@type": "WebSite", "name": SITE_NAME, "url": f"{settings.SITE_ADDRESS}/"},
    }
    if "MedicalWebPage" not in _TYPES[page.kind]:
        del found["audience"]
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def as_json(found: dict[str, Any]) -> str:
    """JSON that may stand in a script element: no sign in it can end the element."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).translate(_INERT)


def mark() -> str:
    """The whole address of the mark that stands at the head of every page, as a picture."""
    address = static("img/icon-512.png")
    return address if "://" in address else f"{settings.SITE_ADDRESS}{address}"


def _person(person: Signed) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.address:
        found["url"] = f"{settings.SITE_ADDRESS}{person.address}"
    if person.affiliation:
        found["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    if person.credentials:
        found["hasCredential"] = [
            {"@type": "EducationalOccupationalCredential", "name": held} for held in person.credentials
        ]
    return found


def _publisher(practice: PracticeFacts) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": practice.name,
        "legalName": practice.legal_owner,
        "email": practice.contact_email,
        "url": f"{settings.SITE_ADDRESS}/",
        "logo": mark(),
        "publishingPrinciples": f"{settings.SITE_ADDRESS}/how-we-vet/",
        "correctionsPolicy": f"{settings.SITE_ADDRESS}/corrections/",
    }


def _audience(page: DocumentPage) -> dict[str, Any]:
    """Patients, as the vocabulary calls readers; whom exactly, in the words of the page."""
    found = {"@type": ["MedicalAudience", "Patient"]}
    return found | ({"audienceType": page.whom} if page.whom else {})


def _citation(note: SourceNote) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "ScholarlyArticle" if note.kind in _STUDIES else "CreativeWork",
        "name": note.reference,
    }
    if note.year:
        found["datePublished"] = note.year
    if note.url:
        found["url"] = note.url
    return found
