"""One page of a list: which was asked for, and what stands before and after it."""

from typing import Any, Protocol

from django.http import HttpRequest

from site_app.publication.errors import NotPublished

# No list is so long that somebody walks further by hand; a longer number is a mistake or a machine.
LAST_PAGE = 9_999


class Paged(Protocol):
    """`page` and `pages` count from 1."""

    @property
    def page(self) -> int: ...

    @property
    def pages(self) -> int: ...


def page_asked(request: HttpRequest) -> int:
    """The page asked for, from 1. Raises NotPublished for what is no page number."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:5]) <= LAST_PAGE and len(asked) < 5):
        raise NotPublished
    return int(asked)


def paged(found: Paged) -> dict[str, Any]:
    """What the templates of lists print. Raises NotPublished past the last page."""
    if found.page > found.pages:
        raise NotPublished
    return {
        "list": found,
        "before": found.page - 1,
        "after": found.page + 1 if found.page < found.pages else 0,
    }
