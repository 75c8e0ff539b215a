"""Standards rows Z1 and Z5: which articles must say when to get help."""

import pytest

from site_app.topics.services import save_topic
from tests import builders
from tests.vetting.steps import blockers

CARD = """::: emergency
### Get medical help right away if: [@sleep2020, abstract]
- you have chest pain
:::"""


def codes(revision):
    return [blocker.code for blocker in blockers(revision) if blocker.code == "help_card_missing"]


@pytest.mark.parametrize("urgent", ["body", "mood"])
def test_an_urgent_article_needs_a_card(team, urgent):
    assert codes(builders.build_submitted(team, urgent=urgent)) == ["help_card_missing"]
    assert codes(builders.build_submitted(team, urgent=urgent, body=CARD)) == []
    assert codes(builders.build_submitted(team)) == []


def test_an_article_on_recovery_from_birth_needs_a_card(team):
    save_topic(actor=team.wren, slug="healing", name="Healing", recovery=True)
    assert codes(builders.build_submitted(team, topics=["healing"])) == ["help_card_missing"]
    assert codes(builders.build_submitted(team, topics=["healing"], body=CARD, urgent="body")) == []


def test_another_kind_of_document_needs_none(team):
    page = builders.submitted(builders.build_page(team.wren))
    assert codes(page) == []
