// How the marks of a sentence are rewritten: only what was changed, and in the place where it stands.
import { units } from "./text.js";

// Where the mark round a citation begins and ends, brackets included.
function markAround(text, start, end) {
  const from = text.lastIndexOf("[", start);
  const to = text.indexOf("]", end);
  return from < 0 || to < 0 ? null : { start: from, end: to + 1 };
}

// A mark goes together with the space before it, or, at the start of a line, with the one behind it.
function withSpace(text, { start, end }) {
  let from = start;
  while (/[ \t]/.test(text[from - 1] || "")) from -= 1;
  if (from > 0 && text[from - 1] !== "\n") return { start: from, end };
  let to = end;
  while (/[ \t]/.test(text[to] || "")) to += 1;
  return { start, end: to };
}

// `rows`: {tie, locator, isOut}, places in code points. Gives the changes [{start, end, words}] in their order.
export function markChanges(text, rows) {
  const marks = new Map();
  for (const row of rows) {
    const [start, end] = [units(text, row.tie.start), units(text, row.tie.end)];
    const mark = markAround(text, start, end);
    if (!mark) continue;
    const known = marks.get(mark.start) || { ...mark, rows: [] };
    known.rows.push({ ...row, start, end, isOther: row.locator !== row.tie.locator });
    marks.set(mark.start, known);
  }
  const worded = ({ tie, locator }) => `@${tie.key}${locator ? `, ${locator}` : ""}`;
  return Array.from(marks.values()).sort((one, other) => one.start - other.start).flatMap((mark) => {
    const kept = mark.rows.filter((row) => !row.isOut);
    if (kept.length === 0) return [{ ...withSpace(text, mark), words: "" }];
    const stays = kept.map((row) => (row.isOther ? worded(row) : text.slice(row.start, row.end)));
    if (kept.length < mark.rows.length) return [{ start: mark.start, end: mark.end, words: `[${stays.join("; ")}]` }];
    return kept.filter((row) => row.isOther).map((row) => ({ start: row.start, end: row.end, words: worded(row) }));
  });
}

// Several changes as one stretch, so that one undo takes all of them back; null when there are none.
export function oneChange(text, changes) {
  if (changes.length === 0) return null;
  const start = changes[0].start;
  let words = "";
  let at = start;
  for (const change of changes) {
    words += text.slice(at, change.start) + change.words;
    at = change.end;
  }
  return { start, end: at, words };
}
