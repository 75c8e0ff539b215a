"""The team, a source, an article of Wren's, one that is published."""

import pytest

from tests.desk import builders


@pytest.fixture
def team(db):
    return builders.make_team()


@pytest.fixture
def shelf(team):
    """What a text stands on: practice, topic, one source."""
    builders.make_practice(team["Olive"])
    builders.make_topic(team["Olive"])
    return builders.make_source(team["Wren"])


@pytest.fixture
def edition(team, shelf):
    return builders.published(team)


@pytest.fixture
def desk_of(team):
    """`desk_of("Wren")`: a browser in which Wren is signed in."""
    return lambda name, **more: builders.at_the_desk(team[name], **more)


@pytest.fixture
def wren(desk_of, shelf):
    """Wren's browser; there is something to write on."""
    return desk_of("Wren")


@pytest.fixture
def article(team, shelf):
    """The first revision of an article, not handed in."""
    return builders.make_article(team["Wren"])
