"""What we say about the engine is what was measured, with the engine that is in use."""

import json
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from django.conf import settings

from site_app.statements.check import judge_sequence
from site_app.statements.measured import UNSEEN, Measured, measurements
from site_app.statements.version import ENGINE_VERSION

CORPUS = Path(settings.PROJECT_DIR).parent / "shared" / "corpus" / "statements_dev.jsonl"
DOCS = Path(settings.PROJECT_DIR) / "docs" / "labels.md"


def test_every_figure_was_measured_with_the_engine_in_use():
    assert {one.engine for one in measurements().values()} == {ENGINE_VERSION}


def test_the_figures_readers_see_are_of_texts_the_engine_had_not_met():
    unseen = measurements()[UNSEEN]
    assert unseen.statements > 500
    assert unseen.attention_recall >= 0.97
    assert Measured("", "", 1000, 20, 0.9756, 0.609, 0, 0).missed_in_a_hundred == "2.4"
    assert Measured("", "", 1000, 20, 0.9756, 0.609, 0, 0).asked_in_a_hundred == "39"


def test_the_page_for_newcomers_tells_the_same_figures():
    rows = {
        cells[0]: cells[1:]
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 7
    }
    for one in measurements().values():
        shares = (one.attention_recall, one.other_kept, one.protocol_missed, one.protocol_f1)
        expected = [f"{one.statements:,}", str(one.documents), *(f"{share:.3f}" for share in shares)]
        assert rows[one.name] == expected


@pytest.mark.skipif(not CORPUS.is_file(), reason="the labelled corpus lies beside the project, not in it")
def test_the_engine_stays_above_its_bar_on_the_development_corpus():
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    pairs = []
    for _, group in groupby(rows, key=lambda row: row["doc"]):
        document = list(group)
        judged = judge_sequence([(row["kind"], row["text"]) for row in document])
        pairs += [(row["label"], label) for row, (label, _) in zip(document, judged, strict=True)]
    counted = Counter(pairs)

    def share(gold: set[str], told: set[str]) -> float:
        asked = sum(count for (label, _), count in counted.items() if label in gold)
        return sum(counted[label, other] for label in gold for other in told) / asked

    attention = {"health", "protocol"}
    hits = counted["protocol", "protocol"]
    seen = sum(count for labels, count in counted.items() if "protocol" in labels)
    recall, kept = share(attention, attention), share({"other"}, {"other"})
    missed, f1 = share({"protocol"}, {"other"}), 2 * hits / (seen + hits)
    assert recall >= 0.97
    assert kept >= 0.60
    assert missed <= 0.03
    assert f1 >= 0.70
    # The recorded figures are those of the engine as it is now.
    told = measurements()["fitted"]
    recorded = (told.attention_recall, told.other_kept, told.protocol_missed, told.protocol_f1)
    assert (recall, kept, missed, f1) == pytest.approx(recorded, abs=0.0006)
