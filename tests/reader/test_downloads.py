"""The sources of an edition, to take along: BibTeX, RIS, CSL-JSON."""

import json
from typing import Any

import pytest

from site_app.publication.services import redact, withdraw
from site_app.reader.audit.run import audit
from site_app.reader.audit.tree import parse
from site_app.sources import bibtex
from site_app.sources.exports import Exported, csl_json, ris
from site_app.sources.exports import bibtex as to_bibtex
from site_app.sources.models import Source
from site_app.sources.services import change_source, set_status
from tests.builders import build_published, build_source

ARTICLE = "/articles/quiet-nights/"
FORMS = ("bib", "ris", "json")
HARD = {
    "type": "article-journal",
    "title": "Sleep & {night} at 100% of 5_m~: \\o/ #1",
    "author": [
        {"family": "Dyke", "given": "Ann", "non-dropping-particle": "van", "suffix": "Jr"},
        {"literal": "Institute for Days and Nights"},
    ],
    "container-title": "Nights & Days",
    "volume": "12",
    "issue": "3",
    "page": "10-19",
    "issued": {"date-parts": [[2021]]},
    "DOI": "10.1000/a_b%c",
    "URL": "https://journal.example/a_b?x=1&y=2#z",
    "custom": {"others": True, "verified": "by us"},
    "note": "",
}


def fetched(rae: Any, address: str) -> str:
    answer = rae.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_article_offers_its_sources_in_three_formats(site, rae):
    page = parse(fetched(rae, ARTICLE))
    offered = [e.attributes["href"] for e in page if e.name == "a" and "/references." in e.attributes["href"]]
    assert offered == [f"{ARTICLE}editions/1/references.{form}" for form in FORMS]
    for address in offered:
        answer = rae.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith('attachment; filename="quiet-nights-edition-1.')
        assert answer.content == rae.get(address.replace("editions/1/", "")).content


def test_a_page_without_a_source_offers_none(site, rae):
    assert "/references." not in fetched(rae, "/about/")
    assert json.loads(fetched(rae, "/about/references.json")) == []


def test_the_formats_name_the_same_source(site, rae):
    (record,) = json.loads(fetched(rae, f"{ARTICLE}references.json"))
    assert record["id"] == "sleep2020"
    assert record["title"] == "What sleep2020 found"
    assert record["author"] == [{"family": "Brook", "given": "A"}]
    assert record["issued"] == {"date-parts": [[2020]]}
    lines = fetched(rae, f"{ARTICLE}references.ris").split("\r\n")
    assert lines[0] == "TY  - JOUR"
    assert {"AU  - Brook, A", "TI  - What sleep2020 found", "PY  - 2020", "ER  - "} <= set(lines)
    entries, refused = bibtex.read(fetched(rae, f"{ARTICLE}references.bib"))
    assert not refused
    assert [(entry.key, entry.made.title, entry.made.year) for entry in entries] == [
        ("sleep2020", "What sleep2020 found", "2020")
    ]


def test_bibtex_can_be_taken_back_whatever_signs_stand_in_it():
    (entry,), refused = bibtex.read(to_bibtex([Exported("hard", "cohort", HARD)]))
    assert not refused
    assert entry.made.kind == "cohort"
    assert entry.made.title == HARD["title"]
    for name in ("author", "container-title", "volume", "issue", "DOI", "URL"):
        assert entry.made.csl[name] == HARD[name], name
    assert entry.made.csl["custom"] == {"others": True}


def test_a_line_break_in_a_value_cannot_begin_another_tag():
    broken = HARD | {"title": "One\r\nER  - \r\nTY  - BOOK"}
    lines = ris([Exported("broken", "cohort", broken)]).split("\r\n")
    assert [line for line in lines if line.startswith("TY")] == ["TY  - JOUR"]
    assert len([line for line in lines if line.startswith("ER")]) == 1


def test_a_teams_own_remarks_stay_with_it():
    (record,) = json.loads(csl_json([Exported("hard", "cohort", HARD)]))
    assert "custom" not in record
    assert "note" not in record


def test_a_source_that_went_bad_says_so_in_every_format(site, rae):
    for form in FORMS:
        assert "withdrawn by its publisher" not in fetched(rae, f"{ARTICLE}references.{form}")
    source = Source.objects.get(key="sleep2020")
    set_status(actor=site.team.olga, source=source, status="retracted", note="Data made up.")
    for form in FORMS:
        assert "This source was withdrawn by its publisher" in fetched(rae, f"{ARTICLE}references.{form}")
    assert "Data made up." not in fetched(rae, f"{ARTICLE}references.json")


def test_a_title_changed_at_the_desk_is_not_taken_along_before_it_is_ruled_on(site, rae):
    source = Source.objects.get(key="sleep2020")
    change_source(actor=site.team.olga, source=source, fields={"title": "Sugar heals"}, reason="A trial.")
    for form in FORMS:
        text = fetched(rae, f"{ARTICLE}references.{form}")
        assert "What sleep2020 found" in text
        assert "Sugar heals" not in text
        assert "This source has changed since we used it." in text
    assert not [line for line in audit().wrong if "references." in line or "Sugar" in line]


def test_sources_stand_in_the_order_of_the_notes(site, rae):
    keys = [build_source(site.team.wren, key).key for key in ("second", "first")]
    body = "\n\n".join(f"Babies of group {n} woke at night [@{key}, abstract]." for n, key in enumerate(keys))
    build_published(site.team, slug="two", title="Which two?", body=body)
    assert [row["id"] for row in json.loads(fetched(rae, "/articles/two/references.json"))] == keys


def test_what_is_gone_or_never_was_gives_no_sources(site, rae):
    for address in ("/articles/no/references.bib", f"{ARTICLE}editions/9/references.bib"):
        assert rae.get(address).status_code == 404
    assert rae.get(f"{ARTICLE}references.xml").status_code == 404
    withdraw(actor=site.team.vera, document=site.article.document, because="unsafe")
    for form in FORMS:
        assert rae.get(f"{ARTICLE}references.{form}").status_code == 410


@pytest.mark.parametrize("part", ["text", "body", "sources"])
def test_sources_removed_for_a_legal_reason_are_not_given(site, rae, part):
    assert rae.get(f"{ARTICLE}references.bib").status_code == 200
    redact(actor=site.team.olga, edition=site.article, part=part, legal_reason="A court said so.")
    assert rae.get(f"{ARTICLE}references.bib").status_code == 410


def test_the_audit_holds_every_value_of_a_download(site, monkeypatch):
    real = Exported.__init__

    def told(self: Exported, key: str, kind: str, csl: Any, remark: str = "") -> None:
        real(self, key, kind, {**csl, "publisher": "Sugar heals"}, remark)

    monkeypatch.setattr(Exported, "__init__", told)
    wrong = [line for line in audit().wrong if "Sugar heals" in line]
    assert {line.partition(":")[0].rpartition(".")[2] for line in wrong} == set(FORMS)
