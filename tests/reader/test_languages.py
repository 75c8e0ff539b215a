"""Every text of the site can be translated; the pseudo-language shows what cannot."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Context, engines
from django.template.base import Lexer, TokenType
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override, pgettext

from site_app.accounts.models import Practice
from site_app.consults.facts import price_words
from site_app.consults.models import Consult
from site_app.publication.services import publish, redact, withdraw
from site_app.reader.audit import addresses, letters
from site_app.reader.audit.accounts import Ledger, PageAudit
from site_app.reader.audit.rulings import all_editions
from site_app.reader.audit.run import audit
from site_app.reader.audit.site_texts import HOLE, committed
from site_app.reader.audit.tree import parse
from site_app.reader.languages import day_in_words, language_name
from site_app.sources.models import Source
from site_app.sources.services import set_status
from site_app.vetting.models import ClearedBecause
from tests.builders import build_next, submitted, vetted
from tests.reader.pseudo import MIRRORED, PSEUDO, pseudo, spoken

ENGLISH = re.compile(r"[A-Za-z]")
ACCENTED = re.compile("[áéíöûšţŕ]")
# Names, in any language the same.
NAMES = ("Groundwell", "BibTeX", "RIS", "CSL-JSON", "JSON")
# What two standards for machines prescribe word for word (RFC 9309, RFC 9116), and our sign of life.
PROTOCOL = re.compile(
    r"ok|User-agent: \*|(?:Disallow|Sitemap|Contact|Expires|Preferred-Languages|Canonical): .*"
)
TEMPLATES = settings.PROJECT_DIR / "templates"
READERS = sorted(
    [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("reader/*.html"), *TEMPLATES.glob("reader/*.xml"),
     *TEMPLATES.glob("mail/*")]
)  # fmt: skip


class Spoken(frozenset[str]):
    """In the place of the list of site texts: all that comes in the pseudo-language, and what is sealed."""

    def __contains__(self, text: object) -> bool:
        words = str(text)
        return (
            super().__contains__(words) or bool(PROTOCOL.fullmatch(words)) or not ENGLISH.search(_bare(words))
        )


def _bare(text: str) -> str:
    """Without what is no word of ours: holes, names, and the reasons of rulings, which are sealed."""
    for name in (*NAMES, *map(str, ClearedBecause.labels)):
        text = text.replace(name, "")
    return text.replace(HOLE, "")


def sealed_words() -> Spoken:
    """What the renderer said when the editions were sealed, in the language of then."""
    editions, _ = all_editions()
    walks = [PageAudit(Ledger(editions, {}, frozenset(), frozenset()), name) for name in editions]
    for walk, edition in zip(walks, editions.values(), strict=True):
        walk.hold(parse(f'<div data-edition="{edition.identifier}">{edition.html}</div>'))
    paths = {text for text in committed() if text.startswith("/")}
    return Spoken(paths.union(*(walk.said for walk in walks)))


@pytest.fixture
def in_english_still(monkeypatch):
    """Asks for everything in the pseudo-language; each site text that comes in plain English."""
    # A mail's template is read, not rendered, by the audit; a test of its own renders them.
    monkeypatch.setattr(letters, "templates", lambda: [])

    def found(**more) -> list[str]:
        with spoken(**more):
            return audit(sealed_words()).wrong

    return found


def test_the_pseudo_language_keeps_placeholders_and_tags_and_is_a_third_longer():
    message = 'Read <a href="%(address)s">%(title)s</a>, or ask {name}.'
    said = pseudo(message)
    assert said[0] + said[-1] == "[]"
    for kept in ('<a href="%(address)s">', "%(title)s", "</a>", "{name}"):
        assert kept in said
    assert len(pseudo("Skip to the text")) >= len("Skip to the text") * 4 / 3
    assert not ENGLISH.search(pseudo("The quick brown fox JUMPS OVER THE LAZY DOG and vexes jinx"))


def test_the_pseudo_language_answers_every_way_of_asking():
    with spoken():
        assert gettext("Help") == pseudo("Help")
        assert pgettext("of a price", "free") == pseudo("free")
        assert ngettext("%(n)s day", "%(n)s days", 1) == pseudo("%(n)s day")
        assert ngettext("%(n)s day", "%(n)s days", 2) == pseudo("%(n)s days")
    assert gettext("Help") == "Help"


def test_no_page_says_a_word_of_its_own_in_plain_english(site, in_english_still):
    assert in_english_still() == []


def test_no_old_alarmed_or_withdrawn_page_does_either(site, in_english_still):
    withdraw(actor=site.team.vera, document=site.collection.document, because="outdated")
    redact(actor=site.team.olga, edition=site.article, part="sources", legal_reason="A court said so.")
    revision = build_next(site.team.wren, site.article.revision, slug="calm-nights")
    vetted(site.team.vera, submitted(revision))
    publish(actor=site.team.pia, revision=revision)
    source = Source.objects.get(key="sleep2020")
    set_status(actor=site.team.olga, source=source, status="retracted", note="For the test.")
    assert in_english_still() == []


def test_an_empty_site_says_nothing_in_plain_english(db, in_english_still):
    assert in_english_still() == []


def test_a_text_that_nobody_marked_is_found(site, in_english_still):
    missed = in_english_still(untold=frozenset({"Newest articles"}))
    assert missed == ["/: site text that is not in the committed list: Newest articles"]


@pytest.mark.slow
def test_no_page_of_the_demonstration_does(db, own_var, in_english_still, monkeypatch):
    call_command("load_demo")
    # The form is the same for each sentence: three of them will do, so links to the others lead nowhere.
    every = addresses.EXAMPLES["flag-sentence"]
    monkeypatch.setitem(addresses.EXAMPLES, "flag-sentence", lambda found: list(every(found))[:3])
    assert [line for line in in_english_still() if ": an address that" not in line] == []


@pytest.mark.parametrize("practice", [None, Practice(name="1")], ids=["bare", "named"])
@pytest.mark.parametrize("file", sorted(path.name for path in (TEMPLATES / "mail").iterdir()))
def test_no_mail_says_a_word_in_plain_english(file, practice):
    sorts = "lapsed review_soon review_late recheck alarm help_line credential".split()
    filled = {"name": "2", "who": "3", "link": "4", "site_address": "5", "days": 6, "practice": practice}
    template = engines["django"].get_template(f"mail/{file}").template

    def said() -> str:
        html = template.render(Context(filled | {"matters": [(sort, "7") for sort in sorts]}))
        return unescape(re.sub(r"<[^>]*>", " ", html)).replace("Groundwell", "")

    assert ENGLISH.search(said())
    with spoken():
        assert not ENGLISH.search(said()), said()


@pytest.mark.parametrize("template", READERS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_has_a_word_outside_a_translation(template):
    """Branches that no page of the demonstration takes are read here."""
    inside, words = False, []
    for token in Lexer(template.read_text(encoding="utf-8")).tokenize():
        if token.token_type is TokenType.BLOCK:
            tag = token.contents.split()[0]
            inside = tag == "blocktranslate" or (inside and tag != "endblocktranslate")
        words.append(token.contents if token.token_type is TokenType.TEXT and not inside else "\0")
    source = re.sub(r"<!.*?>|<\?.*?\?>", "", "".join(words))
    spoken_in_tags = re.findall(r'(?:alt|title|aria-label|placeholder|label)="([^"]*)"', source)
    texts = [*re.sub(r"<[^>]*>", "", source).split("\0"), *spoken_in_tags]
    # An attribute that a tag completes, and the addresses and identifiers of a feed.
    marks = re.compile(r'\s*(?:[\w-]+="?|urn:uuid:|/corrections/\S*)\s*')
    english = [text for text in texts if ENGLISH.search(_bare(text)) and not marks.fullmatch(text)]
    assert english == []


@pytest.mark.parametrize(("language", "tag", "way"), [(PSEUDO, "en-XA", "ltr"), (MIRRORED, "ar-XB", "rtl")])
def test_a_page_says_its_language_and_which_way_it_is_written(site, rae, language, tag, way):
    with spoken(language):
        html = rae.get("/articles/quiet-nights/").content.decode()
        assert f'<html lang="{tag}" dir="{way}">' in html
        assert f'"inLanguage":"{tag}"' in html
        assert f'<meta property="og:locale" content="{tag.replace("-", "_")}">' in html
        told = rae.get("/manifest.webmanifest").json()
        assert (told["lang"], told["dir"]) == (tag, way)
        for address in ("/feed.xml", "/corrections/feed.xml"):
            assert f' xml:lang="{tag}">' in rae.get(address).content.decode()
        security = rae.get("/.well-known/security.txt").content.decode()
        assert f"Preferred-Languages: {tag[:2]}\n" in security
    assert '<html lang="en-GB" dir="ltr">' in rae.get("/").content.decode()


def test_what_was_sealed_is_never_translated(site, rae):
    address = "/articles/quiet-nights/evidence.json"
    sealed = rae.get(address).content
    with spoken():
        assert rae.get(address).content == sealed
        page = parse(rae.get("/articles/quiet-nights/").content.decode())
        title = next(element for element in page if element.attributes.get("id") == "title")
        assert title.text() == "How do babies sleep?"


def test_an_edition_sealed_under_another_language_holds_the_same_words(site):
    with spoken():
        revision = build_next(site.team.wren, site.article.revision, slug="calm-nights")
        vetted(site.team.vera, submitted(revision))
        edition = publish(actor=site.team.pia, revision=revision)
    for part in edition.parts.all():
        assert not ACCENTED.search(bytes(part.content).decode()), part.name


def test_dates_prices_and_languages_are_written_as_the_language_writes_them(db):
    day = timezone.datetime(2026, 11, 22)
    consult = Consult(price_minor=123450, currency="GBP")
    assert (day_in_words(day), price_words(consult), language_name("de")) == (
        "22 November 2026", "£1,234.50", "German"
    )  # fmt: skip
    with override("de"):
        assert (day_in_words(day), price_words(consult), language_name("de")) == (
            "22. November 2026", "£1.234,50", "Deutsch"
        )  # fmt: skip
        assert price_words(Consult(price_minor=0, currency="GBP")) == "free"


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "lasts 1 minute."), (2, "lasts 2 minutes."), (45, "lasts 45 minutes.")]
)
def test_one_is_said_otherwise_than_many(site, rae, minutes, words):
    Consult.objects.update(minutes=minutes)
    root = parse(rae.get("/consults/sleep/").content.decode())
    booking = next(element for element in root if element.has_class("booking"))
    assert words in booking.text()
