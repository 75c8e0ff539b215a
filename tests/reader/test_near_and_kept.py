"""Articles near an article, and what readers keep on their own devices."""

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from site_app.accounts import guards
from site_app.publication import reading
from site_app.publication.models import Edition, Part, Withdrawal
from site_app.publication.services import publish, redact, withdraw
from site_app.reader.audit.tree import Element, parse
from site_app.topics.models import Topic
from tests.builders import build_next, build_published, build_topic, submitted, vetted
from tests.people import Team

WAYS_OUT = r"\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|cookie|location|import)\b"
ALL = ("birth-6-weeks", "6-weeks-6-months")


def near(rae: Any, slug: str) -> list[str]:
    root = parse(rae.get(f"/articles/{slug}/").content.decode())
    found = [element for element in root if element.has_class("related")]
    return [link.text() for part in found for link in part if link.name == "a"]


def filed(team: Team, slug: str, topic: Topic, *stages: str) -> Edition:
    title = f"{slug.title()}?"
    return build_published(team, slug=slug, title=title, topics=[topic.slug], stages=list(stages or ALL[:1]))


def shelf(team: Team) -> dict[str, Edition]:
    nights, days = build_topic(team.wren), build_topic(team.wren, "days")
    return {
        "lone": filed(team, "lone", days, "6-12-months"),
        "stage": filed(team, "stage", days),
        "stages": filed(team, "stages", days, *ALL),
        "topic": filed(team, "topic", nights, "pregnancy"),
        "both": filed(team, "both", nights),
        "main": filed(team, "main", nights, *ALL),
    }


def test_the_nearest_articles_share_a_topic_then_stages_and_never_are_the_page_itself(team, rae):
    shelf(team)
    assert near(rae, "main") == ["Both?", "Topic?", "Stages?"]
    assert near(rae, "both") == ["Main?", "Topic?", "Stages?"]


def test_what_shares_nothing_is_not_near(team, rae):
    nights, days = build_topic(team.wren), build_topic(team.wren, "days")
    filed(team, "one", nights, "pregnancy")
    filed(team, "other", days, "6-12-months")
    assert near(rae, "one") == []
    filed(team, "third", nights, "6-12-months")
    assert near(rae, "one") == ["Third?"]


def test_a_withdrawn_a_redacted_and_a_forged_article_are_not_named(team, rae):
    stored = shelf(team)
    assert near(rae, "main") == ["Both?", "Topic?", "Stages?"]
    withdraw(actor=team.vera, document=stored["both"].document, because=Withdrawal.Because.values[0])
    assert near(rae, "main") == ["Topic?", "Stages?", "Stage?"]
    redact(actor=team.olga, edition=stored["topic"], part="body", legal_reason="A court asked for it.")
    assert near(rae, "main") == ["Stages?", "Stage?"]
    part = Part.objects.get(edition=stored["stages"], name="text")
    with guards.lift(connection):
        forged = bytes(part.content).replace(b"Stages?", b"Stages!")
        assert Part.objects.filter(pk=part.pk).update(content=forged) == 1
    assert near(rae, "main") == ["Stage?"]


def test_titles_come_along_without_another_query(team, rae):
    shelf(team)
    with CaptureQueriesContext(connection) as queries:
        rae.get("/articles/main/")
    assert len(queries) <= 6
    assert [card.summary_html for card in reading.document("article", "main").related] == ["", "", ""]


def attributes(root: Element, name: str) -> set[str]:
    return {element.attributes[name] for element in root if name in element.attributes}


def kept(rae: Any, address: str) -> set[str]:
    return attributes(parse(rae.get(address).content.decode()), "data-keep")


def test_what_can_be_saved_and_marked_as_read_is_the_edition_that_stands_now(site, rae):
    assert kept(rae, "/articles/quiet-nights/") == {"saved", "read"}
    assert kept(rae, "/collections/first-nights/") == {"saved", "read"}
    assert kept(rae, "/consults/sleep/") == {"saved"}
    assert kept(rae, "/topics/nights/") == set()
    revision = build_next(
        site.team.wren, site.article.revision, summary="This page is for very tired parents."
    )
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    assert kept(rae, "/articles/quiet-nights/editions/1/") == set()
    assert kept(rae, "/articles/quiet-nights/editions/2/") == {"saved", "read"}
    assert near(rae, "quiet-nights/editions/1") == []


def test_the_date_of_birth_has_no_name_so_that_no_form_can_send_it(site, rae):
    root = parse(rae.get("/").content.decode())
    field = next(element for element in root if element.attributes.get("type") == "date")
    assert "name" not in field.attributes
    form = next(element for element in root if element.name == "form" and field in list(element))
    assert not {"action", "method"} & set(form.attributes)


def test_the_page_of_saved_pages_is_not_for_search_engines(site, rae):
    html = rae.get("/saved/").content.decode()
    assert 'content="noindex"' in html
    assert "/saved/" not in rae.get("/sitemap.xml").content.decode()
    assert "/articles/quiet-nights/" in rae.get("/sitemap.xml").content.decode()


def test_what_is_kept_on_the_device_has_no_way_to_us():
    for name in ("kept", "birth"):
        script = Path(str(finders.find(f"js/{name}.js"))).read_text()
        assert "localStorage" in script
        assert not re.search(WAYS_OUT, script)
        # Words stand in the page, where the audit reads them.
        assert not re.search(r"textContent = [\"'`]", script)
