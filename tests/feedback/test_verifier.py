"""The program that anybody may run, and the schema of what it checks."""

import json
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from site_app.feedback import seals
from site_app.publication import reading
from tests.feedback.conftest import next_edition

PROGRAM = Path(str(finders.find("verify/verify_evidence.py")))
SCHEMA = Path(str(finders.find("verify/evidence.schema.json")))


@pytest.fixture(scope="module")
def program() -> Any:
    spec = spec_from_file_location("verify_evidence", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def chain(team, edition):
    next_edition(team, edition, summary="This page is for very tired parents.")
    # As it comes over the wire.
    return [json.loads(json.dumps(seals.links(1)))]


def evidence(number: int | None = None) -> bytes:
    return reading.evidence("article", "quiet-nights", number)


@pytest.mark.parametrize("number", [1, 2, None])
def test_what_is_published_holds(program, chain, number):
    key = chain[0]["keys"][chain[0]["links"][0]["key"]]
    assert program.check(evidence(number), chain) == []
    assert program.check(evidence(number), chain, key, chain[0]["links"][0]["seal"]) == []


def test_a_chain_of_several_pages_holds_page_by_page(program, chain, monkeypatch):
    monkeypatch.setattr(seals, "PAGE_LENGTH", 1)
    pages = [json.loads(json.dumps(seals.links(number))) for number in (1, 2)]
    assert [len(page["links"]) for page in pages] == [1, 1]
    assert pages[0]["pages"] == 2
    assert program.check(evidence(), pages) == []
    assert program.check(evidence(), pages[:1]) != []


def test_a_changed_word_is_found(program, chain):
    forged = evidence(1).replace(b"Many babies", b"All babies ")
    assert forged != evidence(1)
    assert [fault[:4] for fault in program.check(forged, chain)] == ["Hash"]


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        (lambda page: page["links"][0]["parts"].update(body="0" * 64), {"Chain"}),
        (lambda page: page["links"].pop(0), {"Chain", "Hash"}),
        (lambda page: page["links"].pop(), {"Chain"}),
        (lambda page: page["links"].reverse(), {"Chain"}),
        (lambda page: page["links"][0].update(signature="0" * 128), {"Signature"}),
        (lambda page: page["links"][1].update(signature="ff" * 64), {"Signature"}),
        (lambda page: page["links"][0].update(signature=page["links"][1]["signature"]), {"Signature"}),
        (lambda page: page.update(keys={}), {"Signature"}),
        (lambda page: page.update(keys=dict.fromkeys(page["keys"], "58" + "66" * 31)), {"Signature"}),
        (lambda page: page.update(head="0" * 64), {"Chain"}),
    ],
)
def test_a_forged_chain_is_found(program, chain, forge, found):
    assert program.check(evidence(1), chain) == []
    forge(chain[0])
    assert {fault.partition(":")[0] for fault in program.check(evidence(1), chain)} == found


def test_a_seal_noted_elsewhere_that_is_gone_and_another_key_are_found(program, chain):
    assert program.check(evidence(1), chain, None, "a" * 64)
    assert program.check(evidence(1), chain, "58" + "66" * 31)


# RFC 8032, section 7.1: test 3.
KEY = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
SIGNATURE = (
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)


@pytest.mark.parametrize(("message", "holds"), [(b"\xaf\x82", True), (b"\xaf\x83", False)])
def test_the_signature_of_the_standard_itself_is_told_from_a_forged_one(program, message, holds):
    assert program.signed(bytes.fromhex(KEY), bytes.fromhex(SIGNATURE), message) is holds


def test_it_is_short_and_runs_alone(program):
    lines = PROGRAM.read_text().splitlines()
    assert len(lines) < 130
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", str(PROGRAM), "--help"], capture_output=True, text=True, timeout=60, check=True
    )
    assert "evidence.json" in ran.stdout


def test_it_checks_a_served_page_over_the_network(live_server, team, edition):
    address = f"{live_server.url}/articles/quiet-nights/evidence.json"
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", str(PROGRAM), address], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "All holds: hash, chain and signature.\n"), ran.stderr


def misfits(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """What does not fit: the words of JSON Schema that ours uses, and no others."""
    types: dict[str, Any] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    known = {
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "pattern",
        "description",
    }
    assert set(schema) - known <= {"$schema", "$id", "title", "minimum"}, where
    wanted = schema["type"]
    if not isinstance(value, types[wanted]) or (wanted == "integer" and isinstance(value, bool)):
        return [f"{where} is no {wanted}"]
    found = [] if value in schema.get("enum", [value]) else [f"{where}: {value} is not on the list"]
    if wanted == "object":
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        found += [f"{where}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, inner in value.items():
            if name in properties:
                found += misfits(inner, properties[name], f"{where}.{name}")
            elif others is False:
                found.append(f"{where}.{name} is not described")
            elif isinstance(others, dict):
                found += misfits(inner, others, f"{where}.{name}")
    if wanted == "array":
        for place, inner in enumerate(value):
            found += misfits(inner, schema["items"], f"{where}[{place}]")
    return found


def test_the_evidence_fits_its_schema(edition):
    assert misfits(json.loads(evidence()), json.loads(SCHEMA.read_text())) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stored: stored["statements"][0].update(decision="maybe"),
        lambda stored: stored["statements"][0].update(more="x"),
        lambda stored: stored["statements"][0].pop("text"),
        lambda stored: stored["statements"][0].update(n=True),
        lambda stored: stored.update(statements={}),
    ],
    ids=["choice", "addition", "omission", "sort", "whole"],
)
def test_the_schema_refuses_what_it_does_not_describe(edition, spoil):
    stored = json.loads(evidence())
    spoil(stored)
    assert misfits(stored, json.loads(SCHEMA.read_text()))
