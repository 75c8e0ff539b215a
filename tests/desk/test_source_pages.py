"""Bringing sources in, by file and by hand, and saying what has become of one."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from site_app.sources.models import Source, SourceChange
from tests.desk.pages import words

BIBTEX = """
@article{marsh2021sleep, title = {Sleep in the first year}, author = {Marsh, Ada and Reed, Bo},
  journal = {Journal of Quiet Nights}, year = {2021}, doi = {10.1000/quiet.8}, evidence = {cohort}}
@article{broken2020, year = {2020}}
"""


@pytest.fixture
def wren(desk_of):
    """Wren's browser, before an empty shelf."""
    return desk_of("Wren")


def bring_in(client, **data):
    return client.post(reverse("admin:import_sources"), data)


def test_pasted_bibtex_comes_in_and_what_is_refused_is_named(wren):
    said = words(bring_in(wren, text=BIBTEX))
    assert "1 added, 0 unchanged, 1 refused. Ready to be cited: marsh2021sleep ." in said
    assert "broken2020" in said
    assert Source.objects.get().key == "marsh2021sleep"
    assert "0 added, 1 unchanged, 1 refused." in words(bring_in(wren, text=BIBTEX))


def test_a_file_comes_in(wren):
    file = SimpleUploadedFile("sources.bib", BIBTEX.encode(), "application/x-bibtex")
    assert "1 added" in words(bring_in(wren, file=file))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Paste BibTeX entries or choose a file."),
        ({"text": "no entry at all"}, "There is no BibTeX entry in this text."),
        ({"file": SimpleUploadedFile("x.bib", b"\xff\xfe\x00\x01" * 9)}, "not text in UTF-8"),
        ({"file": SimpleUploadedFile("x.bib", b"%" * (2 * 1024 * 1024 + 1))}, "larger than 2 MB"),
        ({"text": "@article{a, title = {never closed"}, ""),
    ],
    ids=["nothing", "no entry", "binary", "too large", "unclosed"],
)
def test_what_cannot_be_read_is_refused_with_words(wren, data, said):
    answer = bring_in(wren, **data)
    assert answer.status_code in {200, 422}
    assert said in words(answer)
    assert not Source.objects.exists()


def test_a_publisher_brings_nothing_in(desk_of):
    answer = bring_in(desk_of("Pia"), text=BIBTEX)
    assert answer.status_code == 422
    assert "You may not" in words(answer)
    assert not Source.objects.exists()


def test_saying_that_a_source_was_retracted(wren, shelf):
    address = reverse("admin:source_status", args=[shelf.pk])
    assert "What has become of sleepreview?" in words(wren.get(address))
    assert wren.post(address, {"status": "retracted", "note": ""}).status_code == 422
    assert wren.post(address, {"status": "retracted", "note": "Notice of 3 March."}).status_code == 302
    shelf.refresh_from_db()
    assert (shelf.status, shelf.version) == ("retracted", 2)


def test_a_refused_status_comes_back_with_the_note_that_was_typed(desk_of, shelf):
    address = reverse("admin:source_status", args=[shelf.pk])
    answer = desk_of("Pia").post(address, {"status": "retracted", "note": "Notice of 3 March."})
    assert answer.status_code == 422
    assert "You may not" in words(answer)
    assert "Notice of 3 March." in answer.content.decode()
    shelf.refresh_from_db()
    assert shelf.status == "current"


def typed(source, **changes):
    return {
        "key": source.key, "kind": source.kind, "csl_type": "article-journal", "title": source.title,
        "authors": "Marsh, Ada\nReed, Bo", "container": "Journal of Quiet Nights", "publisher": "",
        "volume": "7",
        "pages": "1-9", "year": source.year, "doi": source.doi, "pmid": "", "isbn": "", "url": source.url,
        "read_on": source.read_on.isoformat(), "reason": "A slip.", **changes,
    }  # fmt: skip


def test_a_clerical_change_is_logged_and_leaves_the_version(wren, shelf):
    address = reverse("admin:sources_source_change", args=[shelf.pk])
    answer = wren.post(address, typed(shelf, pages="1-10", clerical="on"))
    assert answer.status_code == 302, words(answer)
    shelf.refresh_from_db()
    assert shelf.version == 1
    assert [row.substantive for row in SourceChange.objects.all()] == [False]


def test_a_change_of_substance_raises_the_version(wren, shelf):
    address = reverse("admin:sources_source_change", args=[shelf.pk])
    answer = wren.post(address, typed(shelf, year="2022"))
    assert answer.status_code == 302, words(answer)
    shelf.refresh_from_db()
    assert (shelf.year, shelf.version) == ("2022", 2)


def test_a_change_without_a_reason_comes_back_with_what_was_typed(wren, shelf):
    address = reverse("admin:sources_source_change", args=[shelf.pk])
    answer = wren.post(address, typed(shelf, title="Quite another title", reason=""))
    assert answer.status_code == 200
    assert "The change has no reason." in words(answer)
    assert "Quite another title" in html.unescape(answer.content.decode())


def test_a_source_typed_by_hand_gets_its_reference_text(wren, team):
    answer = wren.post(
        reverse("admin:sources_source_add"),
        {
            "key": "nhs2025fever", "kind": "official-information", "csl_type": "webpage",
            "title": "Fever in babies", "authors": "National Health Service", "container": "",
            "publisher": "NHS", "volume": "", "pages": "",
            "year": "2025", "doi": "", "pmid": "", "isbn": "", "url": "nhs.example/fever", "official": "on",
            "read_on": "2026-01-05",
        },
    )  # fmt: skip
    assert answer.status_code == 302, words(answer)
    source = Source.objects.get()
    assert "Fever in babies" in source.reference
    assert source.url == "https://nhs.example/fever"
