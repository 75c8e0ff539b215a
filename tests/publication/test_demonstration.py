"""load_demo and load_launch_drafts: the launch library through the real verbs."""

import stat
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from site_app.accounts.models import User
from site_app.accounts.services import first_owner
from site_app.documents.models import Document, Revision, Statement, Submission
from site_app.publication import chain, demo, reading, verify
from site_app.publication.library import LAUNCH, LaunchText, Library
from site_app.publication.loading import (
    LibraryBroken,
    load_services,
    load_sources,
    load_texts,
    load_topics,
    months_from,
)
from site_app.publication.models import Edition, Live
from site_app.sources.models import Source
from site_app.vetting.models import Population, Ruling
from tests.people import build_team

LIBRARY = Library(LAUNCH)


def loaded() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_the_demonstration_is_written_vetted_and_published_by_invented_people(db):
    said = loaded()
    chain.write_head_file()

    assert f"{len(LIBRARY.texts)} editions published" in said
    assert Live.objects.count() == len(LIBRARY.texts)
    assert all(edition.demonstration for edition in Edition.objects.all())
    assert all(user.demonstration for user in User.objects.all())
    assert verify.broken() == []

    page = reading.document("article", "warning-signs-after-birth")
    assert page.demonstration
    assert [person.name for person in page.authors] == ["Wren Ashby (invented)"]
    assert [person.demonstration for person in page.vetters] == [True]
    assert page.frame.warning.title == page.title
    assert [line.serves for line in page.help_lines] == ["emergency", "crisis", "clinician"]
    blocks = [block for block in page.parts["body"] if block.form == "consult"]
    assert all(block.consult and block.help_lines for block in blocks)
    assert reading.sitemap() == ()

    first = chain.head()
    assert "0 editions published" in loaded()
    assert chain.head() == first
    assert len(demo.sign_ins_file().read_text().splitlines()) == User.objects.count()


def test_two_sources_that_carry_a_part_each_cover_a_sentence_together(db):
    loaded()
    for words, degrees in (
        ("offers free, private support", ["partial", "partial"]),
        ("Hotline staff", ["full"]),
    ):
        rulings = Ruling.objects.filter(statement__text__contains=words)
        assert rulings
        for ruling in rulings:
            assert [citation.degree for citation in ruling.citations.all()] == degrees
            assert ruling.together is (len(degrees) == 2)


def test_the_passwords_are_random_and_for_the_owner_of_the_machine_alone(db):
    library = demo.Library(LAUNCH)
    demo._people(library)
    file = demo.sign_ins_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    pairs = [line.split() for line in file.read_text().splitlines()]
    assert len({password for _, password in pairs}) == len(pairs) == len(library.table("people")["person"])
    for email, password in pairs:
        assert User.objects.get(email=email).check_password(password)


def test_production_refuses_the_demonstration(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not loaded on a public site"):
        loaded()
    assert User.objects.count() == 0


def test_a_real_practice_refuses_the_demonstration(practice):
    with pytest.raises(CommandError, match="belongs to a real practice"):
        loaded()
    assert Document.objects.count() == 0


def test_an_interrupted_load_goes_on_where_it_stopped(db):
    people = demo._people(LIBRARY)
    wren, vera, olive = (people[slug] for slug in ("wren-ashby", "vera-lindqvist", "olive-brandt"))
    load_topics(olive, LIBRARY)
    load_sources(wren, LIBRARY)
    load_services(olive, LIBRARY, people)
    text, revision = next(iter(load_texts(wren, LIBRARY.texts[:1], people)))
    demo.vet(vera, revision, text, LIBRARY)

    assert f"{len(LIBRARY.texts)} editions published" in loaded()
    assert Revision.objects.count() == len(LIBRARY.texts)


def drafts(**options) -> str:
    out = StringIO()
    call_command("load_launch_drafts", stdout=out, **options)
    return out.getvalue()


def test_launch_drafts_wait_for_vetting_with_nothing_ruled(db):
    first_owner(email="olga@example.org", display_name="Olga")
    said = drafts()
    texts = [text for text in LIBRARY.texts if text.kind != "person"]
    assert Submission.objects.count() == Document.objects.count() == len(texts)
    assert Ruling.objects.count() == 0
    assert Edition.objects.count() == 0
    assert f"{len(texts)} drafts came in, in the name of Olga, who cannot vet them." in said
    assert "Nothing came in." in drafts()


def test_launch_drafts_may_be_loaded_in_a_writers_name_and_in_production(db, settings):
    team = build_team()
    settings.PRODUCTION = True
    drafts(writer="WREN@example.org")
    assert {revision.author for revision in Revision.objects.all()} == {team.wren}


def test_launch_drafts_need_somebody_to_be_theirs(db):
    with pytest.raises(CommandError, match="no owner yet"):
        drafts()
    with pytest.raises(CommandError, match="Nobody here has the address rae@example.org"):
        drafts(writer="rae@example.org")


def test_launch_drafts_of_somebody_who_may_not_write_bring_in_nothing(db):
    build_team()
    with pytest.raises(CommandError, match="role"):
        drafts(writer="pia@example.org")
    assert Source.objects.count() == 0


def test_a_broken_bibliography_is_told(db):
    team = build_team()
    broken = Library(LAUNCH)
    broken.__dict__["bibliography"] = "@article{half2020, title = {}}"
    with pytest.raises(LibraryBroken, match="half2020"):
        load_sources(team.wren, broken)


def test_months_are_counted_from_the_day():
    assert months_from(date(2026, 11, 22), 2) == date(2027, 1, 1)
    assert months_from(date(2026, 11, 22), 24) == date(2028, 11, 1)


@pytest.mark.parametrize(
    ("kind", "words", "of", "reason"),
    [
        ("text", "Whom can I ask?", "article", "question"),
        ("heading", "Sleep", "article", "topic"),
        ("text", "We are two friends.", "page", "site"),
        ("text", "Ask your midwife.", "article", "help"),
        ("text", "It cost us nothing.", "article", "practical"),
    ],
)
def test_what_vera_clears_without_a_source_has_its_reason(kind, words, of, reason):
    text = LaunchText(of, "nights", {"clearances": {"It cost us nothing.": "practical"}}, "")
    assert demo.clearance(Statement(kind=kind, text=words), text) == reason


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("infants and toddlers", Population.BABIES),
        ("children with eczema", Population.CHILDREN),
        ("women in 27 states", Population.MOTHERS),
        ("", Population.OTHER),
    ],
)
def test_whom_a_finding_speaks_of(words, group):
    assert demo.population(words) == group
