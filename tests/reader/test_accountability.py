"""Flags, votes, copies, corrections and seals, as Rae meets them: no account, no cookie, no script."""

import re
import time
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from site_app.accounts import guards
from site_app.feedback import services
from site_app.feedback.codes import code_of
from site_app.feedback.models import ANSWERS, Answer, Flag, Outcome, Vote, VoteReason
from site_app.publication.models import Part
from site_app.publication.services import publish, withdraw
from site_app.reader.audit.run import audit
from site_app.reader.audit.tree import Element, parse
from tests.builders import build_next, submitted, vetted

ATOM = "{http://www.w3.org/2005/Atom}"
BABIES = "Many babies wake at night because their stomachs are small."
OTHERWISE = "Babies wake at night, says one study [@sleep2020, abstract].\n\nWe wrote this page in spring."
HOME = "/articles/quiet-nights/"


@pytest.fixture
def code(site) -> str:
    return code_of(site.article.seal)


@pytest.fixture
def n(site) -> int:
    return site.article.revision.statements.get(text=BABIES).n


def main_of(answer) -> Element:
    return next(element for element in parse(answer.content.decode()) if element.name == "main")


def links(element: Element) -> list[str]:
    return [inner.attributes["href"] for inner in element if inner.name == "a"]


def send(rae: Client, address: str, *, follow: bool = False, **fields):
    """Send a form as a browser does that sets no cookie and runs no script."""
    return rae.post(address, fields, follow=follow)


def flag(rae: Client, code: str, n: int, **fields):
    return send(rae, f"/flag/{code}/{n}/", **({"because": "wrong", "words": "", "website": ""} | fields))


def replace(site, body: str = OTHERWISE):
    revision = build_next(site.team.wren, site.article.revision, body=body)
    vetted(site.team.vera, submitted(revision))
    return publish(actor=site.team.pia, revision=revision)


# --- From the page to the flag ------------------------------------------------------------------------


def test_a_reader_comes_from_the_page_to_the_sentence_to_thanks(rae, site, code, n):
    page = rae.get(HOME)
    assert f"/flag/{code}/" in links(main_of(page))
    choice = rae.get(f"/flag/{code}/")
    assert f"/flag/{code}/{n}/" in links(main_of(choice))
    form = main_of(rae.get(f"/flag/{code}/{n}/"))
    assert BABIES in form.text()
    assert "nothing that says who you are" in form.text()
    assert {e.attributes["name"] for e in form if "name" in e.attributes} == {"because", "words", "website"}
    sent = flag(rae, code, n, words="It is not so.")
    assert (sent.status_code, sent["Location"]) == (303, "/flag/thanks/")
    row = Flag.objects.get()
    assert (row.edition, row.statement, row.words) == (site.article, n, "It is not so.")
    assert "/corrections/" in links(main_of(rae.get(sent["Location"])))
    assert not rae.cookies


def test_what_is_missing_is_said_with_all_that_was_typed_still_there(rae, code, n):
    refused = flag(rae, code, n, because="", words="<b>Not so</b>")
    assert refused.status_code == 422
    assert "Please choose what is the matter with it." in main_of(refused).text()
    field = next(element for element in main_of(refused) if element.name == "textarea")
    assert field.text() == "<b>Not so</b>"
    refused = flag(rae, code, n, because="old", words="I am rae@example.org")
    assert refused.status_code == 422
    chosen = [e.attributes["value"] for e in main_of(refused) if "checked" in e.attributes]
    assert chosen == ["old"]
    assert not Flag.objects.exists()


def test_a_machine_that_fills_in_everything_is_thanked_and_nothing_is_kept(rae, code, n):
    assert flag(rae, code, n, website="https://shop.example/")["Location"] == "/flag/thanks/"
    assert not Flag.objects.exists()
    flag(rae, code, n)
    assert Flag.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_a_form_that_another_site_sent_is_refused(site, code, n, headers, status):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"/flag/{code}/{n}/", {"because": "wrong"}, headers=headers)
    assert answer.status_code == status
    assert Flag.objects.exists() is (status == 303)


def test_a_thousand_posts_from_one_address_fill_nothing_and_others_read_on(rae, site, code):
    numbers = [row.n for row in site.article.revision.statements.all()]
    start = time.monotonic()
    statuses = [flag(rae, code, numbers[knock % len(numbers)]).status_code for knock in range(1000)]
    # A minute's worth must take far less than a minute.
    assert time.monotonic() - start < 30
    assert statuses.count(303) == services.FLAGS_A_DAY == Flag.objects.count()
    assert statuses.count(429) == 1000 - services.FLAGS_A_DAY
    with CaptureQueriesContext(connection) as queries:
        refused = flag(rae, code, numbers[0])
    assert len(queries) == 2
    assert refused["Retry-After"]
    assert "Please come back tomorrow." in main_of(refused).text()
    assert rae.get(HOME).status_code == 200
    other = Client(REMOTE_ADDR="198.51.100.4")
    assert flag(other, code, numbers[0]).status_code == 303


def test_behind_a_proxy_senders_are_told_apart(site, code, n, monkeypatch):
    monkeypatch.setattr(settings, "PROXIES", 1)
    for number in range(services.FLAGS_A_SENTENCE_A_DAY + 1):
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": f"9.9.9.9, 198.51.100.{number}"})
        assert flag(client, code, n).status_code == 303
    client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "198.51.100.200"})
    statuses = [flag(client, code, n).status_code for _ in range(services.FLAGS_A_SENTENCE_A_DAY + 1)]
    assert statuses[-1] == 429


def test_a_form_writes_to_no_table_but_those_of_feedback(rae, site, code, n):
    for address, fields in (
        (f"/flag/{code}/{n}/", {"because": "wrong"}),
        (f"/helpful/{code}/", {"helpful": "no"}),
        (f"/helpful/{code}/no/", {"because": "hard"}),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert send(rae, address, **fields).status_code == 303
        written = [query["sql"] for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])]
        assert written
        assert all(re.search(r'^\w+ (INTO |FROM )?"?feedback_', sql) for sql in written), written
        assert not [
            query["sql"]
            for query in queries
            if re.search(r'\b(FROM|JOIN)\s+"?(documents_|vetting_|django_session)', query["sql"])
        ]


@pytest.mark.parametrize("address", ["/flag/{code}/", "/flag/{code}/{n}/", "/helpful/{code}/"])
def test_what_is_gone_cannot_be_flagged_or_voted_on(rae, site, code, n, address):
    address = address.format(code=code, n=n)
    assert rae.get(address).status_code == 200
    withdraw(actor=site.team.vera, document=site.article.document, because="unsafe")
    assert rae.get(address).status_code == 410
    assert BABIES not in rae.get(address).content.decode()
    assert flag(rae, code, n).status_code == 404
    assert not Flag.objects.exists()


# --- Votes -------------------------------------------------------------------------------------------------


def test_a_vote_is_one_tap_and_the_reason_another(rae, site, code):
    buttons = [e for e in main_of(rae.get(HOME)) if e.attributes.get("name") == "helpful"]
    assert [button.attributes["value"] for button in buttons] == ["yes", "no"]
    why = send(rae, f"/helpful/{code}/", follow=True, helpful="no")
    assert why.redirect_chain == [(f"/helpful/{code}/no/", 303)]
    assert "It is hard to understand" in main_of(why).text()
    thanks = send(rae, f"/helpful/{code}/no/", follow=True, because="hard")
    assert "Thank you for telling us" in main_of(thanks).text()
    assert (Vote.objects.get().helpful, VoteReason.objects.get().because) == (False, "hard")
    assert "0 of 1" in main_of(rae.get("/how-we-vet/")).text()


@pytest.mark.parametrize("last", ["", "yes/", "no/"])
def test_a_vote_without_a_choice_asks_again(rae, site, code, last):
    assert send(rae, f"/helpful/{code}/{last}", because="spite", helpful="maybe").status_code == 422
    assert send(rae, f"/helpful/{code}/{last}", because="hard", website="x", helpful="no").status_code == 303
    assert not Vote.objects.exists()
    assert not VoteReason.objects.exists()


# --- Corrections -----------------------------------------------------------------------------------------


@pytest.fixture
def answered(site, rae, code, n) -> Answer:
    flag(rae, code, n)
    waiting = Flag.objects.get()
    return services.answer_flag(actor=site.team.vera, flag=waiting, outcome="kept", reason="holds")


def test_an_answer_stands_on_the_corrections_page_and_in_its_feed(rae, answered, n):
    page = main_of(rae.get("/corrections/"))
    entry = next(e for e in page if e.attributes.get("id") == f"answer-{answered.pk}")
    assert "Kept" in entry.text()
    assert BABIES in entry.text()
    assert "The reason: we opened its sources again, and they say this." in entry.text()
    assert f"{HOME}#s{n}" in links(entry)
    answer = rae.get("/corrections/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    (line,) = feed.findall(f"{ATOM}entry")
    assert line.findtext(f"{ATOM}title") == "A flagged sentence was kept"
    assert BABIES in parse(line.findtext(f"{ATOM}summary") or "").text()
    assert feed.findtext(f"{ATOM}updated") == line.findtext(f"{ATOM}updated")
    assert datetime.fromisoformat(line.findtext(f"{ATOM}updated") or "") == answered.at


def test_before_the_first_answer_page_and_feed_stand_too(rae, site):
    assert "No flag has been answered yet." in main_of(rae.get("/corrections/")).text()
    assert not list(ElementTree.fromstring(rae.get("/corrections/feed.xml").content).iter(f"{ATOM}entry"))  # noqa: S314
    assert rae.get("/corrections/?page=2").status_code == 404


def test_words_of_readers_are_published_nowhere(rae, site, code, n):
    flag(rae, code, n, words="Zebrafish told me")
    services.answer_flag(actor=site.team.vera, flag=Flag.objects.get(), outcome="kept", reason="holds")
    for address in (HOME, "/corrections/", "/corrections/feed.xml", "/how-we-vet/", f"/flag/{code}/{n}/"):
        assert "Zebrafish" not in rae.get(address).content.decode()


# --- Copies ----------------------------------------------------------------------------------------------


def test_the_code_on_the_page_leads_to_the_answer(rae, site, code):
    assert code in main_of(rae.get(HOME)).text()
    assert f"{settings.SITE_ADDRESS}/copy/{code}/" in main_of(rae.get(HOME)).text()
    assert rae.get("/copy/", {"code": code.lower()})["Location"] == f"/copy/{code.lower()}/"
    assert "Yes, your copy is current" in main_of(rae.get(f"/copy/{code.lower()}/")).text()


def test_a_replaced_copy_shows_what_changed(rae, site, code):
    replace(site)
    page = main_of(rae.get(f"/copy/{code}/"))
    assert "No, it has been replaced" in page.text()
    before, after = (next(e for e in page if e.has_class(name)).text() for name in ("before", "after"))
    assert (before, after) == (BABIES, "Babies wake at night, says one study.")
    assert HOME in links(page)


def test_a_withdrawn_copy_says_so_and_shows_nothing_of_the_text(rae, site, code):
    withdraw(actor=site.team.vera, document=site.article.document, because="unsafe")
    answer = rae.get(f"/copy/{code}/")
    assert answer.status_code == 200
    assert "No, it was withdrawn" in main_of(answer).text()
    assert "it may be unsafe" in main_of(answer).text()
    assert BABIES not in answer.content.decode()


@pytest.mark.parametrize("address", ["/copy/", "/verify/"])
def test_an_unknown_code_is_404_and_stays_in_its_field(rae, site, address):
    answer = rae.get(address, {"code": "<i>no", "seal": "<i>no"})
    assert answer.status_code == 404
    field = next(e for e in main_of(answer) if e.name == "input")
    assert field.attributes["value"] == "<i>no"
    assert "<i>no" not in main_of(answer).text()


# --- Seals -----------------------------------------------------------------------------------------------


def test_a_seal_is_checked_before_the_readers_eyes(rae, site, code):
    for typed in (code, site.article.seal):
        page = main_of(rae.get("/verify/", {"seal": typed}))
        assert "The seal holds" in page.text()
        assert site.article.seal in page.text()


def test_a_seal_over_changed_bytes_does_not_hold(rae, site, code):
    part = Part.objects.get(edition=site.article, name="body")
    with guards.lift(connection):
        Part.objects.filter(pk=part.pk).update(content=bytes(part.content).replace(b"Many", b"All "))
    page = main_of(rae.get("/verify/", {"seal": code}))
    assert "The seal does not hold" in page.text()
    assert "What is stored is not what was sealed." in page.text()
    assert rae.get(f"/copy/{code}/").status_code == 503


def test_the_chain_can_be_walked_by_a_program(rae, site):
    answer = rae.get("/verify/chain/1.json")
    chain = answer.json()
    assert chain["length"] == len(chain["links"])
    assert chain["links"][-1]["seal"] == chain["head"]
    assert rae.get("/verify/chain/2.json").status_code == 404
    assert rae.get("/verify/chain/0.json").status_code == 404


# --- P7 --------------------------------------------------------------------------------------------------


def test_every_outcome_and_reason_is_accounted_for(site, rae):
    """Answers of every sort, a replaced page, a withdrawn page."""
    codes = {name: code_of(getattr(site, name).seal) for name in ("article", "warning", "collection")}
    replace(site)
    withdraw(actor=site.team.vera, document=site.collection.document, because="outdated")
    for name in codes:
        edition = getattr(site, name)
        for outcome in Outcome:
            for reason in ANSWERS[outcome]:
                Answer.objects.create(
                    edition=edition, statement=1, outcome=outcome, reason=reason,
                    by=site.team.vera, at=edition.published_at,
                )  # fmt: skip
    assert audit().wrong == []


def test_the_texts_of_a_seal_that_does_not_hold_are_in_the_list(rae, site, code):
    part = Part.objects.get(edition=site.article, name="body")
    with guards.lift(connection):
        Part.objects.filter(pk=part.pk).update(content=bytes(part.content).replace(b"Many", b"All "))
    assert not [line for line in audit().wrong if line.startswith("/verify/")]


def test_the_answers_of_refused_forms_are_asked_for_by_the_audit_too(site):
    without = audit(frozenset()).wrong
    assert any("Please choose what is the matter with it." in line for line in without)


def test_the_pages_with_forms_are_light(rae, site, code, n):
    css = Path(str(finders.find("css/forms.css")))
    assert css.stat().st_size < 4000
    assert "css/forms.css" not in rae.get(HOME).content.decode()
    assert "css/forms.css" in rae.get(f"/flag/{code}/{n}/").content.decode()
