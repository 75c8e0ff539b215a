"""Where readers find what is published."""

from site_app.documents.lookup import address_of

__all__ = ["address_of", "edition_address", "source_address", "stage_address"]


def edition_address(kind: str, slug: str, number: int) -> str:
    return f"{address_of(kind, slug)}editions/{number}/"


def source_address(key: str) -> str:
    return f"/sources/{key}/"


def stage_address(slug: str) -> str:
    return f"/stages/{slug}/"
