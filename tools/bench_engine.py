"""What the engine costs: `make bench-engine`.

Each pass is a process of its own, so that nothing is remembered from the pass before: it reads one text to
get going, then a text of about 2,000 words once, first as plain Markdown (markdown-it-py, its CommonMark
preset), then with the engine. Printed are CPU milliseconds per 1,000 words, the ratio of the two, and how
much memory the engine and its tables take.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
LAUNCH = ROOT / "site_app/publication/launch/documents"
PASSES = 9
WORDS = 2000
sys.path.insert(0, str(ROOT))


def texts() -> tuple[str, str]:
    """One text to get going, and another of about `WORDS` words."""
    bodies = [file.read_text(encoding="utf-8") for file in sorted(LAUNCH.rglob("*.md"))]
    first, rest = bodies[0], bodies[1:]
    words = 0
    chosen = []
    for body in rest:
        if words < WORDS:
            chosen.append(body)
            words += len(body.split())
    whole = "\n\n".join(chosen).split("\n")
    while len(" ".join(whole).split()) > WORDS:
        whole.pop()
    return first, "\n".join(whole)


def memory() -> float:
    """The most memory this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def once() -> None:
    """One pass, in this process: prints its figures as JSON."""
    first, text = texts()
    from markdown_it import MarkdownIt

    plain = MarkdownIt("commonmark")
    plain.render(first)
    start = time.process_time()
    plain.render(text)
    rendering = time.process_time() - start
    before = memory()
    from site_app.statements.check import check, draft_from_markdown

    check(draft_from_markdown(first))
    start = time.process_time()
    report = check(draft_from_markdown(text))
    checking = time.process_time() - start
    figures = {
        "words": len(text.split()),
        "statements": len(report.statements),
        "plain": rendering * 1000,
        "engine": checking * 1000,
        "memory": memory() - before,
    }
    sys.stdout.write(json.dumps(figures))


def main() -> None:
    if "--once" in sys.argv:
        once()
        return
    passes = []
    for _ in range(PASSES):
        done = subprocess.run(
            [sys.executable, __file__, "--once"], check=True, capture_output=True, text=True
        )
        passes.append(json.loads(done.stdout))
    words, statements = passes[0]["words"], passes[0]["statements"]
    engine, plain = (median(one[name] for one in passes) for name in ("engine", "plain"))
    for line in (
        f"{words} words, {statements} statements, {PASSES} passes, medians (CPU):",
        f"  plain Markdown  {plain:7.1f} ms   {plain / words * 1000:6.1f} ms per 1,000 words",
        f"  the engine      {engine:7.1f} ms   {engine / words * 1000:6.1f} ms per 1,000 words",
        f"  ratio           {engine / plain:7.1f}",
        f"  memory the engine and its tables added: {median(one['memory'] for one in passes):.0f} MB",
    ):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
