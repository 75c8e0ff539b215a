"""A published article by Wren, vetted by Vera, and its code."""

import pytest

from site_app.feedback.codes import code_of
from site_app.publication.models import Edition
from site_app.publication.services import publish
from tests.builders import build_next, build_published, submitted, vetted
from tests.people import Team, build_team

BABIES = "Many babies wake at night because their stomachs are small."
ADDRESS = "203.0.113.77"


@pytest.fixture
def team(db) -> Team:
    return build_team()


@pytest.fixture
def edition(team) -> Edition:
    return build_published(team, slug="quiet-nights")


@pytest.fixture
def code(edition) -> str:
    return code_of(edition.seal)


def number_of(edition: Edition, start: str = BABIES) -> int:
    return edition.revision.statements.get(text__startswith=start).n


def next_edition(team: Team, edition: Edition, **fields) -> Edition:
    """The next edition of the same document, by the real verbs."""
    revision = build_next(team.wren, edition.revision, **fields)
    vetted(team.vera, submitted(revision))
    return publish(actor=team.pia, revision=revision)
