"""BibTeX: what comes in, what stays out and why, and that nothing is ever overwritten."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from site_app.accounts.models import JournalEntry, Role
from site_app.sources import bibtex, services
from site_app.sources.errors import UnreadableFile
from site_app.sources.models import Kind, Source, SourceChange
from tests.accounts.cast import somebody

ARTICLE = r"""
@article{ashby2021towels,
  title = {Soft towels {After} the bath: 5\% \& more},
  author = {Ashby, Wren M. and M{\"u}ller, J{\'o}n and {Towel Trial and Friends Group}
    and van den Berg, Jan and others},
  year = 2021,
  journal = {Journal of Invented Trials},
  volume = {4(2)},
  pages = {10--12},
  doi = {10.1000/TOWELS.1},
  pmid = {123},
  url = {https://example.org/a_b%20c?x=1&y=2},
  evidence = {rct},
  verified = {page}
}
"""
PAGE = """
@misc{nhs_towels, title = {Towels}, author = {{Towel Health Service}}, year = {n.d.},
  howpublished = {Information page}, url = {https://example.org/towels}, read_on = {2026-05-03},
  evidence = {official-page}}
"""


def bring_in(wren, text):
    return services.import_bibtex(actor=wren, text=text)


def test_an_article_comes_in_whole(wren):
    report = bring_in(wren, ARTICLE)
    assert (report.added, report.unchanged, report.refused) == (("ashby2021towels",), (), ())
    kept = Source.objects.get()
    assert (kept.kind, kept.year, kept.doi, kept.pmid) == ("rct", "2021", "10.1000/TOWELS.1", "123")
    assert kept.title == "Soft towels After the bath: 5% & more"
    assert kept.url == "https://example.org/a_b%20c?x=1&y=2"
    assert kept.csl["author"] == [
        {"family": "Ashby", "given": "Wren M."},
        {"family": "Müller", "given": "Jón"},
        {"literal": "Towel Trial and Friends Group"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
    ]
    assert kept.reference == (
        "Ashby WM, Müller J, Towel Trial and Friends Group, van den Berg J, et al. Soft towels"
        " After the bath: 5% & more. Journal of Invented Trials. 2021;4(2):10–12. doi:10.1000/TOWELS.1"
    )
    assert not kept.official
    assert JournalEntry.objects.filter(verb="import_bibtex", actor=wren).count() == 1


def test_an_official_page_without_a_date_comes_in(wren):
    bring_in(wren, PAGE)
    kept = Source.objects.get()
    assert (kept.kind, kept.year, kept.official, kept.read_on) == (Kind.OFFICIAL, "", True, date(2026, 5, 3))
    assert (
        kept.reference
        == "Towel Health Service. Towels. Information page; no date. https://example.org/towels"
    )


@pytest.mark.parametrize(
    ("kind", "entry", "url", "official"),
    [
        ("guideline", "misc", "https://example.org/g", True),
        ("guideline", "article", "https://example.org/g", False),
        ("official-information", "misc", "https://example.org/g", True),
        ("official-information", "misc", "", False),
        ("rct", "misc", "https://example.org/g", False),
        ("charity-page", "misc", "https://example.org/g", False),
    ],
)
def test_only_a_public_bodys_own_page_may_stand_first(wren, kind, entry, url, official):
    bring_in(wren, f"@{entry}{{key, title = {{T}}, evidence = {{{kind}}}, url = {{{url}}}}}")
    assert Source.objects.get().official is official


def test_the_same_text_twice_changes_nothing(wren):
    bring_in(wren, ARTICLE + PAGE)
    before = list(Source.objects.values())
    report = bring_in(wren, ARTICLE + PAGE)
    assert (report.added, set(report.unchanged), report.refused) == (
        (),
        {"ashby2021towels", "nhs_towels"},
        (),
    )
    assert list(Source.objects.values()) == before
    assert JournalEntry.objects.filter(verb="import_bibtex").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("year = 2021", "year = 2022", "year"),
        ("{rct}", "{cohort}", "kind"),
        ("10.1000/TOWELS.1", "10.1000/TOWELS.2", "doi"),
        ("Ashby, Wren M.", "Ashby, Robin", "authors, journal or other details"),
        ("verified = {page}", "verified = {page}, status = {retracted}", "status"),
    ],
)
def test_changed_fields_of_a_known_key_are_refused_and_named(wren, old, new, named):
    bring_in(wren, ARTICLE)
    before = Source.objects.values().get()
    assert old in ARTICLE
    report = bring_in(wren, ARTICLE.replace(old, new))
    assert (report.added, report.unchanged) == ((), ())
    [(key, why)] = report.refused
    assert key == "ashby2021towels"
    assert f"differs in: {named}." in why
    assert why.startswith("Line 2:")
    assert "by hand" in why
    assert Source.objects.values().get() == before
    assert not SourceChange.objects.exists()


def test_what_the_desk_says_of_a_source_is_not_undone_by_its_file(wren):
    bring_in(wren, PAGE)
    services.set_status(
        actor=wren, source=Source.objects.get(), status="retracted", note="Seen on 4 May 2026."
    )
    assert bring_in(wren, PAGE).unchanged == ("nhs_towels",)
    assert Source.objects.get().status == "retracted"


BAD = {
    "no kind": ("@misc{x, title = {T}}", "kind of evidence"),
    "unknown kind": ("@misc{x, title = {T}, evidence = {blog}}", "'blog'"),
    "no title": ("@misc{x, evidence = {rct}}", "no title"),
    "bad doi": ("@misc{x, title = {T}, evidence = {rct}, doi = {soon}}", "not a DOI"),
    "bad year": ("@misc{x, title = {T}, evidence = {rct}, year = {soon}}", "not a year"),
    "bad status": ("@misc{x, title = {T}, evidence = {rct}, status = {gone}}", "'gone'"),
    "bad day": ("@misc{x, title = {T}, evidence = {rct}, read_on = {May}}", "not a day"),
    "bad key": ("@misc{x/y, title = {T}, evidence = {rct}}", "cannot be a key"),
    "field twice": ("@misc{x, title = {T}, title = {U}, evidence = {rct}}", "twice"),
    "not closed": ("@misc{x, title = {T\n", "not complete"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_entry_stays_out_alone_with_its_key_line_and_reason(wren, name):
    text, word = BAD[name]
    report = bring_in(wren, ARTICLE.strip() + "\n\n" + text)
    assert report.added == ("ashby2021towels",)
    [(key, why)] = report.refused
    assert key.startswith("x")
    assert why.startswith(f"Line {ARTICLE.strip().count(chr(10)) + 3}:")
    assert word in why


def test_a_key_twice_in_one_file_comes_in_once(wren):
    report = bring_in(wren, PAGE + PAGE.replace("{Towels}", "{Other}"))
    assert report.added == ("nhs_towels",)
    assert "twice" in report.refused[0].why
    assert Source.objects.get().title == "Towels"


@pytest.mark.parametrize(
    "note", ["Earlier version; superseded by newer", "Later editions of the criteria replace it; see newer"]
)
def test_what_replaces_a_source_is_found_in_the_same_file(wren, note):
    newer = "@misc{newer, title = {New}, evidence = {guideline}}"
    older = f"""@misc{{older, title = {{Old}}, evidence = {{guideline}}, status = {{superseded}},
        note = {{{note}}}}}"""
    bring_in(wren, older + "\n" + newer)
    kept = Source.objects.get(key="older")
    assert (kept.status, kept.replaced_by.key, kept.version) == ("superseded", "newer", 1)
    assert kept.status_note == note
    assert bring_in(wren, older + "\n" + newer).unchanged == ("older", "newer")


@pytest.mark.parametrize("text", ["", "just words", "% a comment", "x" * 5_000_001])
def test_what_is_no_bibtex_is_refused(wren, text):
    with pytest.raises(UnreadableFile) as refused:
        bring_in(wren, text)
    assert refused.value.remedy


def test_a_per_cent_sign_does_not_end_a_title(wren):
    bring_in(wren, "@misc{x, title = {50% of {Towels} dry}, evidence = {rct}}")
    assert Source.objects.get().title == "50% of Towels dry"


@given(st.text(alphabet="@misc{}x,=\"title\\\n%$~&#'`^ evidnr01", max_size=200))
def test_no_text_makes_the_reader_stumble(text):
    entries, refused = bibtex.read("@misc{a, title = {" + text + "}, evidence = {rct}}\n" + text)
    assert all(entry.made.title for entry in entries)
    assert all(why.startswith("Line ") for _, why in refused)


def test_every_kind_of_our_own_is_read_from_a_file(wren):
    text = "\n".join(
        f"@misc{{k{n}, title = {{T}}, evidence = {{{kind}}}}}" for n, kind in enumerate(Kind.values)
    )
    assert len(bring_in(wren, text).added) == len(Kind.values)
    assert set(Source.objects.values_list("kind", flat=True)) == set(Kind.values)


def test_the_evidence_file_comes_in_whole(wren):
    file = settings.PROJECT_DIR.parent / "shared" / "evidence" / "sources.bib"
    if not file.exists():
        pytest.skip("the evidence folder is not beside the project")
    text = file.read_text(encoding="utf-8")
    report = bring_in(wren, text)
    assert report.refused == ()
    assert len(report.added) == text.count("\n@") + text.startswith("@")
    assert not Source.objects.filter(reference__contains="{").exists()
    assert bring_in(wren, text).unchanged == report.added


# --- From the command line --------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "towels.bib"
    path.write_text(ARTICLE + PAGE, encoding="utf-8")
    return path


def test_the_command_imports_a_file(wren, file):
    out = StringIO()
    call_command("import_sources", str(file), by="wren@example.org", stdout=out)
    assert out.getvalue() == "2 added, 0 unchanged, 0 refused.\n"
    assert Source.objects.get(key="nhs_towels").created_by == wren


@pytest.mark.django_db
def test_the_command_acts_for_the_first_owner_when_nobody_is_named(file):
    with pytest.raises(CommandError, match="no owner yet"):
        call_command("import_sources", str(file))
    olive = somebody("Olive", Role.OWNER)
    call_command("import_sources", str(file), stdout=StringIO())
    assert Source.objects.first().created_by == olive


def test_the_command_tells_what_stays_out_and_fails(wren, file):
    file.write_text(PAGE + BAD["bad doi"][0], encoding="utf-8")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command("import_sources", str(file), by="wren@example.org", stdout=out, stderr=err)
    assert "1 added, 0 unchanged, 1 refused." in out.getvalue()
    assert "x: Line 5:" in err.getvalue()
    assert Source.objects.count() == 1, "the sound ones are in"


def test_the_command_names_a_file_it_cannot_read(wren, tmp_path):
    picture = tmp_path / "picture.bib"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    for path, word in (
        (picture, "UTF-8"),
        (tmp_path / "none.bib", "cannot be read"),
        (tmp_path, "cannot be read"),
    ):
        with pytest.raises(CommandError, match=word):
            call_command("import_sources", str(path), by="wren@example.org")


def test_the_command_obeys_roles(pia, file):
    with pytest.raises(CommandError, match="writer"):
        call_command("import_sources", str(file), by="pia@example.org")
    assert not Source.objects.exists()
