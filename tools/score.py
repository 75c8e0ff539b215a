"""Score the engine on labelled statements: `make score`.

    python tools/score.py                          the development corpus and the text we replace
    python tools/score.py LABELLED.jsonl ...       other files of the same form
    python tools/score.py --record NAME FILE ...   and keep the figures in weights/measured.tsv

The corpus and its scorer lie beside the project, in ../shared; where they do not, it says so and ends well.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPUS, SEED = SHARED / "corpus", SHARED / "seed"
MEASURED = ROOT / "site_app/statements/weights/measured.tsv"
ABOUT = (
    "# name, engine, statements, documents; attention recall, other kept, protocol called other, protocol F1"
)
BARS = {
    "needs-attention recall": 0.97,
    "other predicted other": 0.60,
    "protocol predicted other": 0.03,
    "protocol F1": 0.70,
}
AT_MOST = {"protocol predicted other"}
sys.path.insert(0, str(ROOT))

from site_app.statements.check import check, draft_from_markdown  # noqa: E402
from site_app.statements.version import ENGINE_VERSION  # noqa: E402


def tell(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")


def predictions(file: Path, folder: Path) -> Path:
    """What `check_text --statements` makes of the rows of `file`, labels taken out before it sees them."""
    bare, told = folder / "bare.jsonl", folder / "told.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    shown = [json.dumps({key: row[key] for key in ("doc", "n", "kind", "text")}) for row in rows]
    bare.write_text("\n".join(shown) + "\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "manage.py"), "check_text", "--statements", str(bare)]
    with told.open("w", encoding="utf-8") as out:
        subprocess.run(command, check=True, stdout=out)
    return told


def scores(told: Path, gold: Path, *, sure: bool) -> dict:
    command = [sys.executable, str(CORPUS / "score.py"), str(told), "--gold", str(gold), "--json"]
    done = subprocess.run(
        [*command, *(["--sure"] if sure else [])], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def table(name: str, whole: dict, sure: dict) -> None:
    tell(f"{name}: {whole['statements']} statements of {whole['documents']} documents")
    tell(f"  {'':28}{'all':>8}{'95 % interval':>18}{'--sure':>9}{'bar':>7}")
    for measure, bar in BARS.items():
        low, high = whole["intervals"].get(measure, (float("nan"),) * 2)
        value = whole["metrics"][measure]
        met = value <= bar if measure in AT_MOST else value >= bar
        tell(
            f"  {measure:28}{value:8.3f}{f'{low:.3f} .. {high:.3f}':>18}{sure['metrics'][measure]:9.3f}"
            f"{bar:7.2f}{'' if met else '  missed'}"
        )


def record(name: str, statements: int, documents: int, shares: list[float]) -> None:
    """Put one line into measured.tsv in place of the line of the same name; `shares` in the order of BARS."""
    lines = MEASURED.read_text(encoding="utf-8").splitlines() if MEASURED.exists() else []
    kept = [line for line in lines if line and not line.startswith("#") and line.split("\t")[0] != name]
    line = [name, ENGINE_VERSION, str(statements), str(documents), *(f"{share:.3f}" for share in shares)]
    MEASURED.write_text("\n".join([ABOUT, *sorted([*kept, "\t".join(line)])]) + "\n", encoding="utf-8")


def seed() -> None:
    for file in sorted(SEED.glob("*.md")):
        report = check(draft_from_markdown(file.read_text(encoding="utf-8")))
        labels = [statement.label for statement in report.statements]
        counted = ", ".join(f"{labels.count(label)} {label}" for label in ("health", "protocol", "other"))
        tell(f"{file.name}: {len(labels)} statements: {counted}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--record", metavar="NAME")
    chosen = parser.parse_args()
    if not (CORPUS / "score.py").exists():
        tell("There is no ../shared/corpus beside this project: nothing to score.")
        return
    for file in chosen.files or [CORPUS / "statements_dev.jsonl"]:
        with tempfile.TemporaryDirectory() as folder:
            told = predictions(file, Path(folder))
            whole, sure = (scores(told, file, sure=only) for only in (False, True))
        table(file.stem, whole, sure)
        if chosen.record:
            for name, found in ((chosen.record, whole), (f"{chosen.record}, sure", sure)):
                shares = [found["metrics"][measure] for measure in BARS]
                record(name, found["statements"], found["documents"], shares)
    if not chosen.files:
        seed()
    if MEASURED.exists():
        tell("\nRecorded when the weights were made (see docs/labels.md):")
        tell(MEASURED.read_text(encoding="utf-8").rstrip())


if __name__ == "__main__":
    main()
