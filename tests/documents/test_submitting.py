"""Handing a revision to vetting, and what the engine is told while it reads."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from site_app.accounts.errors import NotAllowed
from site_app.accounts.models import Role
from site_app.documents import services
from site_app.documents.drafts import content_digest, draft_of, fields_of, pictures_in
from site_app.documents.errors import AlreadySubmitted, NotNewest
from site_app.documents.lookup import DatabaseLookup
from site_app.documents.models import Kind, Picture, Revision, Statement, Submission
from site_app.documents.parts import FIELDS
from site_app.sources.services import add_source, set_status
from site_app.statements.check import check
from site_app.statements.fingerprint import fingerprint
from site_app.statements.version import ENGINE_VERSION
from site_app.topics.models import Topic
from tests.accounts.cast import somebody


@pytest.fixture
def source(wren):
    return add_source(
        actor=wren, key="pike1986", kind="case-control", csl={"title": "Skin", "issued": {"raw": "1986"}}
    )


@pytest.fixture
def ready(wren, first, source):
    return services.save_revision(
        actor=wren, document=first.document, base=first,
        body="Dry skin is common in babies [@pike1986, abstract].\n\nWhat can you do?",
        summary="Dry skin is common in babies [@pike1986, abstract].",
    )  # fmt: skip


def test_every_statement_is_stored_with_its_fingerprint(wren, ready):
    submission = services.submit_for_vetting(actor=wren, revision=ready)

    lookup = DatabaseLookup()
    draft = draft_of(ready)
    report = check(draft, lookup)
    stored = list(ready.statements.all())
    assert [row.text for row in stored] == [statement.text for statement in report.statements]
    assert [row.fingerprint for row in stored] == [fingerprint(s, draft, lookup) for s in report.statements]
    assert [row.part for row in stored][:3] == ["address", "title", "summary"]
    cited = ready.statements.get(part="body", text__startswith="Dry skin is common")
    assert cited.citations == [{"key": "pike1986", "locator": "abstract", "inherited": False}]
    assert cited.label == "health"
    assert submission.engine_version == ENGINE_VERSION
    assert [finding["code"] for finding in submission.findings] == [
        finding.code for finding in report.findings
    ]


def test_findings_are_kept_and_block_nothing_here(wren, first):
    bad = services.save_revision(
        actor=wren,
        document=first.document,
        base=first,
        body="Eczema is caused by food [@nobody].\n\n::: consult none\nHi",
    )
    submission = services.submit_for_vetting(actor=wren, revision=bad)
    assert submission.findings
    assert {
        "code",
        "n",
        "part",
        "line",
        "start",
        "end",
        "excerpt",
        "reason",
        "remedy",
        "blocks",
        "words",
    } == set(submission.findings[0])


def test_only_the_newest_revision_is_submitted_and_only_once(wren, first, ready):
    with pytest.raises(NotNewest):
        services.submit_for_vetting(actor=wren, revision=first)
    services.submit_for_vetting(actor=wren, revision=ready)
    with pytest.raises(AlreadySubmitted):
        services.submit_for_vetting(actor=wren, revision=ready)
    assert Submission.objects.count() == 1


def test_a_publisher_submits_nothing(wren, pia, ready):
    with pytest.raises(NotAllowed):
        services.submit_for_vetting(actor=pia, revision=ready)
    assert services.submit_for_vetting(actor=wren, revision=ready).pk


def test_a_changed_source_changes_the_fingerprint_of_what_cites_it(wren, ready, source):
    services.submit_for_vetting(actor=wren, revision=ready)
    set_status(actor=wren, source=source, status="concern", note="Journal's notice, read on 3 May.")
    again = services.save_revision(actor=wren, document=ready.document, base=ready, not_known="What else?")
    services.submit_for_vetting(actor=wren, revision=again)

    def prints(revision):
        return {row.text: row.fingerprint for row in revision.statements.filter(part="body")}

    before, after = prints(ready), prints(again)
    assert {text for text in before if before[text] != after[text]} == {"Dry skin is common in babies."}
    assert before.keys() == after.keys()


def test_a_source_that_changes_while_the_engine_reads_is_read_again(wren, ready, source, monkeypatch):
    calls = []

    def read_slowly(draft, lookup, house):
        calls.append(1)
        report = check(draft, lookup, house)
        if len(calls) == 1:
            set_status(actor=wren, source=source, status="retracted", note="Read meanwhile.")
        return report

    monkeypatch.setattr("site_app.documents.reading.check", read_slowly)
    services.submit_for_vetting(actor=wren, revision=ready)
    assert len(calls) == 2
    expected = {
        s.n: fingerprint(s, draft_of(ready), DatabaseLookup()) for s in check(draft_of(ready)).statements
    }
    assert {row.n: row.fingerprint for row in ready.statements.all()} == expected


@pytest.mark.django_db(transaction=True)
def test_two_people_submitting_at_once_submit_once():
    wren, vera = somebody("Wren", Role.WRITER), somebody("Vera", Role.VETTER)
    first = services.create_document(actor=wren, kind="page", slug="about", title="About", body="Who are we?")
    start = threading.Barrier(2, timeout=30)
    ended: list[str] = []

    def submit(person):
        try:
            start.wait()
            services.submit_for_vetting(actor=person, revision=first)
            ended.append("submitted")
        except AlreadySubmitted:
            ended.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=[person]) for person in (wren, vera)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ended) == ["already", "submitted"]
    assert first.statements.count() == 3


def test_a_submission_takes_as_many_queries_for_forty_sentences_as_for_four(
    wren, first, source, django_assert_max_num_queries
):
    def submit(count):
        base = Revision.objects.newest_of(first.document)
        body = "\n\n".join(f"Fact {n} about skin [@pike1986, p. {n}]." for n in range(count))
        revision = services.save_revision(actor=wren, document=first.document, base=base, body=body)
        with django_assert_max_num_queries(20) as queries:
            services.submit_for_vetting(actor=wren, revision=revision)
        return len(queries)

    assert submit(4) == submit(40)


def test_the_database_refuses_to_change_statements_and_submissions(wren, ready):
    services.submit_for_vetting(actor=wren, revision=ready)
    for rows, change in (
        (Statement.objects.all(), {"label": "other"}),
        (Submission.objects.all(), {"findings": []}),
    ):
        count = rows.count()
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(using="default")
        assert rows.count() == count


# --- Drafts -----------------------------------------------------------------------------------------


def test_a_draft_holds_every_text_in_reading_order(wren, first):
    texts = dict.fromkeys(
        [
            "summary",
            "main_message",
            "for_whom",
            "not_for",
            "body",
            "not_known",
            "questions",
            "funding",
            "conflicts",
        ],
        "Why?",
    )
    revision = services.save_revision(
        actor=wren, document=first.document, base=first, **texts, stages=["pregnancy"]
    )
    draft = draft_of(revision)
    assert [part.name for part in draft.parts] == [
        "address", "title", "summary", "main_message", "for_whom", "not_for", "body", "not_known",
        "questions", "funding", "conflicts",
    ]  # fmt: skip
    assert {part.name for part in draft.parts if part.form == "line"} == {"address", "title"}
    assert next(part.caption for part in draft.parts if part.name == "not_for") == "Who this is not for"
    assert (draft.kind, draft.stages, draft.urgent) == ("article", ("pregnancy",), "")


def test_desk_only_words_do_not_reach_the_draft(wren, first):
    revision = services.save_revision(
        actor=wren,
        document=first.document,
        base=first,
        why_needed="Many ask.",
        tested_with="Nobody.",
        change_note="New.",
    )
    assert not any("Many ask" in part.text or "Nobody" in part.text for part in draft_of(revision).parts)


_OTHER = {
    "slug": "other", "title": "Other", "topics": ["baby-skin"], "stages": ["pregnancy"], "urgent": "body",
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_the_digest_depends_on_every_field(wren, first, field):
    Topic.objects.create(slug="baby-skin", name="Baby skin")
    sooner = first.next_review_on - timedelta(days=9)
    value = sooner if field == "next_review_on" else _OTHER.get(field, "Other text.")
    changed = services.save_revision(actor=wren, document=first.document, base=first, **{field: value})
    assert content_digest(changed) != content_digest(first)
    assert content_digest(changed) == changed.digest


def test_a_round_trip_through_the_database_keeps_the_digest(wren, first):
    again = Revision.objects.get(pk=first.pk)
    assert content_digest(again) == first.digest
    assert set(fields_of(again)) == {*FIELDS, "remarks"}


def test_pictures_are_found_in_every_part():
    one, two = "a" * 64, "b" * 64
    fields = {"body": f"![x](/media/pictures/{two}.webp) ![y](/media/pictures/{two}.webp)",
              "summary": f"![z](/media/pictures/{one}.webp)"}  # fmt: skip
    assert pictures_in(fields) == [one, two]


# --- Lookup -----------------------------------------------------------------------------------------


def test_the_lookup_answers_from_the_tables(wren, first, source):
    services.create_document(actor=wren, kind="consult", slug="infant-skin", title="Infant skin consult")
    picture = Picture.objects.create(
        digest="c" * 64, width=3, height=2, alt="A towel", licence="CC0", credit="Wren", uploaded_by=wren,
        uploaded_at=source.created_at,
    )  # fmt: skip
    lookup = DatabaseLookup()
    assert lookup.source("pike1986") == source.facts()
    assert lookup.source("nobody") is None
    assert lookup.consult("infant-skin").name == "Infant skin consult"
    assert lookup.consult("dry-skin") is None, "an article is no consult"
    facts = lookup.document("dry-skin")
    assert (facts.kind, facts.title, facts.address) == ("article", "Dry skin", "/articles/dry-skin/")
    assert lookup.document("nowhere") is None
    assert lookup.picture("c" * 64).address == picture.address == f"/media/pictures/{'c' * 64}.webp"
    assert lookup.picture("d" * 64) is None


def test_the_lookup_shows_the_newest_title(wren, first):
    services.save_revision(actor=wren, document=first.document, base=first, title="Very dry skin")
    assert DatabaseLookup().document("dry-skin").title == "Very dry skin"


def test_an_article_comes_before_a_topic_of_the_same_name(wren, first):
    topic = Topic.objects.create(slug="dry-skin", name="Dry skin")
    services.create_document(actor=wren, kind="topic", slug="dry-skin", title="The topic", topic=topic)
    assert DatabaseLookup().document("dry-skin").kind == Kind.ARTICLE


def test_the_lookup_asks_once_for_each_kind_of_thing(wren, first, source, django_assert_num_queries):
    lookup = DatabaseLookup()
    with django_assert_num_queries(3):
        for n in range(20):
            lookup.source(f"key{n}")
            lookup.document(f"slug{n}")
            lookup.consult(f"slug{n}")
            lookup.picture(f"{n:064d}")


def test_the_newest_revision_of_each_document_is_found(wren, first):
    services.save_revision(actor=wren, document=first.document, base=first, title="Newer")
    services.create_document(actor=wren, kind="page", slug="about", title="About")
    assert set(Revision.objects.newest_only().values_list("title", flat=True)) == {"Newer", "About"}
