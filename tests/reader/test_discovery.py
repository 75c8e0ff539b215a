"""What machines are told of a page: the same that the page shows, and no more."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from PIL import Image

from site_app.publication.models import Live
from site_app.publication.services import erase_signatory, publish, withdraw
from site_app.reader import structured
from site_app.reader.audit.machines import told_day
from site_app.reader.audit.run import audit
from site_app.reader.audit.tree import BESIDE, Element, parse
from tests.builders import build_next, build_published, build_topic, submitted, vetted

ATOM = "{http://www.w3.org/2005/Atom}"
ARTICLE = "/articles/quiet-nights/"


def root_of(answer: Any) -> Element:
    return parse(answer.content.decode())


def told_by(answer: Any) -> list[dict[str, Any]]:
    scripts = [element for element in root_of(answer) if element.name == "script"]
    blocks = [script for script in scripts if script.attributes.get("type") == "application/ld+json"]
    return [json.loads("".join(map(str, block.children))) for block in blocks]


def meta(answer: Any, name: str) -> str:
    return next(
        (
            element.attributes["content"]
            for element in root_of(answer)
            if element.name == "meta"
            and name in (element.attributes.get("property"), element.attributes.get("name"))
        ),
        "",
    )


def links(answer: Any, rel: str) -> list[str]:
    return [
        element.attributes["href"]
        for element in root_of(answer)
        if element.name == "link" and element.attributes.get("rel") == rel
    ]


def next_edition(site: Any, **fields: Any) -> None:
    revision = build_next(site.team.wren, site.article.revision, **fields)
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)


def parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - our own answer


def test_json_ld_tells_what_the_article_shows(answers):
    (told,) = told_by(answers[ARTICLE])
    shown = root_of(answers[ARTICLE]).text(without=BESIDE)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == ["MedicalWebPage", "Article"]
    assert told["headline"] == "How do babies sleep?"
    assert told["description"] == "You are not alone."
    assert told["inLanguage"] == "en-GB"
    assert told["version"] == 1
    assert told["url"] == f"{settings.SITE_ADDRESS}{ARTICLE}"
    assert told["audience"] == {
        "@type": ["MedicalAudience", "Patient"],
        "audienceType": "Parents of a new baby.",
    }
    assert [person["name"] for person in told["author"]] == ["Wren"]
    assert told["author"][0]["url"] == f"{settings.SITE_ADDRESS}/people/wren/"
    (vera,) = told["reviewedBy"]
    assert vera["name"] == "Vera"
    assert "Registered midwife" in vera["hasCredential"][0]["name"]
    (citation,) = told["citation"]
    assert citation["datePublished"] == "2020"
    for text in (
        told["headline"],
        told["description"],
        told["audience"]["audienceType"],
        vera["name"],
        vera["hasCredential"][0]["name"],
        citation["name"],
        told["publisher"]["name"],
        told_day(told["lastReviewed"]),
        told_day(told["datePublished"]),
        told_day(told["dateModified"]),
    ):
        assert text in shown, text


def test_moments_are_told_with_their_zone(answers):
    (told,) = told_by(answers[ARTICLE])
    for name in ("datePublished", "dateModified"):
        moment = parse_datetime(told[name])
        assert moment is not None
        assert moment.tzinfo is not None


@pytest.mark.parametrize(
    ("address", "sort"),
    [
        ("/collections/first-nights/", ["MedicalWebPage", "CollectionPage"]),
        ("/topics/nights/", ["MedicalWebPage", "CollectionPage"]),
        ("/consults/sleep/", "MedicalWebPage"),
        ("/people/wren/", "ProfilePage"),
        ("/about/", "WebPage"),
    ],
)
def test_every_kind_of_document_has_its_type(answers, address, sort):
    (told,) = told_by(answers[address])
    assert told["@type"] == sort


def test_the_topic_is_told_under_its_sealed_title(answers):
    (told,) = told_by(answers[ARTICLE])
    (topic,) = told["about"]
    assert (topic["name"], topic["url"]) == ("Nights", f"{settings.SITE_ADDRESS}/topics/nights/")


def test_a_demonstration_names_no_reviewer(team, rae):
    build_published(team, slug="vetted")
    assert "reviewedBy" in told_by(rae.get("/articles/vetted/"))[0]
    people = [team.wren, team.vera]
    type(team.wren).objects.filter(pk__in=[person.pk for person in people]).update(demonstration=True)
    for person in people:
        person.refresh_from_db()
    build_published(team, slug="shown")
    answer = rae.get("/articles/shown/")
    assert "reviewedBy" not in told_by(answer)[0]
    assert meta(answer, "robots") == "noindex"


def test_an_erased_name_is_not_told_either(site, rae):
    assert "author" in told_by(rae.get(ARTICLE))[0]
    erase_signatory(actor=site.team.olga, user=site.team.wren)
    assert "author" not in told_by(rae.get(ARTICLE))[0]


def test_no_text_can_end_the_block():
    written = structured.as_json({"headline": "</script><script>go()</script>&amp;\u2028"})
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written) == {"headline": "</script><script>go()</script>&amp;\u2028"}


WRONG: dict[str, tuple[Any, str]] = {
    "author": ([{"@type": "Person", "name": "Dr Nobody"}], "Dr Nobody"),
    "url": ("https://elsewhere.example/", "https://elsewhere.example/"),
    "lastReviewed": ("1999-01-01", "1999-01-01"),
    "description": ("Sugar heals.", "Sugar heals."),
    "keywords": ("babies", "babies"),
    "@type": ("Drug", "Drug"),
}


def test_the_audit_sees_every_value_that_no_account_covers_or_the_page_does_not_show(site, monkeypatch):
    assert not [line for line in audit().wrong if "JSON-LD" in line]
    real, changed = structured.facts, {name: value for name, (value, _) in WRONG.items()}
    monkeypatch.setattr(structured, "facts", lambda page: real(page) | changed)
    wrong = [line for line in audit().wrong if line.startswith(f"{ARTICLE}:")]
    for _, text in WRONG.values():
        assert [line for line in wrong if text in line], text


def test_open_graph_echoes_the_page(answers):
    answer = answers[ARTICLE]
    assert meta(answer, "og:title") == "How do babies sleep?"
    assert meta(answer, "og:description") == meta(answer, "description") == "This page is for tired parents."
    assert meta(answer, "og:url") == f"{settings.SITE_ADDRESS}{ARTICLE}"
    assert meta(answer, "og:type") == "article"
    assert meta(answer, "og:image").startswith(f"{settings.SITE_ADDRESS}/static/img/")


def test_every_page_names_its_canonical_address_and_the_manifest(answers):
    for address, answer in answers.items():
        (canonical,) = links(answer, "canonical")
        path = ARTICLE if "/editions/" in address else address
        assert canonical == f"{settings.SITE_ADDRESS}{path}", address
        assert links(answer, "manifest") == ["/manifest.webmanifest"], address


def test_an_old_edition_is_not_indexed_and_tells_machines_nothing(site, rae):
    next_edition(site, summary="This page is for very tired parents.")
    old, now = rae.get(f"{ARTICLE}editions/1/"), rae.get(ARTICLE)
    assert (meta(old, "robots"), meta(now, "robots")) == ("noindex", "")
    assert links(old, "canonical") == links(now, "canonical")
    assert (told_by(old), told_by(now)[0]["version"]) == ([], 2)


def test_a_topic_has_a_feed_of_its_own(site, rae):
    build_topic(site.team.wren, "days")
    build_published(site.team, slug="by-day", title="What of days?", topics=["days"])
    answer = rae.get("/topics/nights/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = parsed(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["The first nights", "Signs after birth", "How do babies sleep?"]
    assert feed.findtext(f"{ATOM}title") == "Nights · Groundwell"
    assert feed.findtext(f"{ATOM}id") == f"{settings.SITE_ADDRESS}/topics/nights/feed.xml"
    assert "What of days?" in rae.get("/feed.xml").content.decode()
    assert "/topics/nights/feed.xml" in links(rae.get("/topics/nights/"), "alternate")


def test_the_feed_of_a_topic_that_is_gone_goes_with_it(site, rae):
    assert rae.get("/topics/days/feed.xml").status_code == 404
    withdraw(actor=site.team.vera, document=site.topic.document, because="outdated")
    assert rae.get("/topics/nights/feed.xml").status_code == 410


def test_the_feed_of_a_topic_moves_with_it(site, rae):
    revision = build_next(site.team.wren, site.topic.revision, slug="evenings")
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    answer = rae.get("/topics/nights/feed.xml")
    assert (answer.status_code, answer["Location"]) == (301, "/topics/evenings/feed.xml")
    assert "How do babies sleep?" in rae.get("/topics/evenings/feed.xml").content.decode()


def test_the_sitemap_gives_the_day_of_publishing_and_lists_change_with_what_stands_in_them(site, rae):
    root = parsed(rae.get("/sitemap.xml").content)
    lines = {
        (entry[0].text or "").removeprefix(settings.SITE_ADDRESS): parse_datetime(entry[1].text or "")
        for entry in root
    }
    at = {live.slug: live.edition.published_at for live in Live.objects.all()}
    assert lines[ARTICLE] == at["quiet-nights"]
    assert lines["/articles/"] == max(at["quiet-nights"], at["after-birth"])
    assert lines["/"] == lines["/stages/birth-6-weeks/"] == at["first-nights"]
    assert not [address for address in lines if "/editions/" in address]


def test_security_txt_names_the_practice_and_expires_within_a_year(site, rae):
    answer = rae.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:hello@example.org"
    assert fields["Canonical"] == f"{settings.SITE_ADDRESS}/.well-known/security.txt"
    expires = parse_datetime(fields["Expires"])
    assert expires is not None
    assert timezone.now() + timedelta(days=140) < expires < timezone.now() + timedelta(days=365)


@pytest.mark.parametrize(("now", "expires"), [((2026, 1, 31), "2026-07-01"), ((2026, 12, 1), "2027-06-01")])
def test_security_txt_expires_half_a_year_on(site, rae, monkeypatch, now, expires):
    monkeypatch.setattr(timezone, "now", lambda: datetime(*now, tzinfo=UTC))
    assert f"Expires: {expires}T00:00:00+00:00" in rae.get("/.well-known/security.txt").content.decode()


def test_without_a_practice_there_is_nobody_to_write_to(db, rae):
    assert rae.get("/.well-known/security.txt").status_code == 404


def test_the_manifest_names_icons_of_the_size_it_says(db, rae):
    answer = rae.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.content)
    assert (told["name"], told["start_url"], told["lang"]) == ("Groundwell", "/", "en-GB")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        assert isinstance(file, str)
        if icon["type"] == "image/png":
            with Image.open(Path(file)) as picture:
                assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_what_is_made_for_machines_is_not_listed(site, rae):
    for end in ("evidence.json", "references.bib", "references.ris", "references.json"):
        assert rae.get(f"{ARTICLE}{end}")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in rae.get(ARTICLE)


def test_a_page_that_is_not_there_is_not_indexed(site, rae):
    answer = rae.get("/articles/nothing/")
    assert answer.status_code == 404
    assert meta(answer, "robots") == "noindex"
    assert not links(answer, "canonical")
