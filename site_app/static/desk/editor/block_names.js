// The names on the line that opens a block: `::: documents one two`, `::: consult name @key`.

// What the picker is to do on the line at `caret`: replace the name that stands there (or `meant`), else add one
// behind the others. Null where no such line is.
export function nameTask(field, caret, meant = "") {
  const text = field.value;
  const from = text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(from).split("\n", 1)[0];
  const opening = /^[ \t]*:::[ \t]*(consult|documents)(?=[ \t]|$)/.exec(line);
  if (!opening) return null;
  const sort = opening[1];
  const head = from + opening[0].length;
  const names = Array.from(line.slice(opening[0].length).matchAll(/[^\s@]\S*/g), (found) => ({
    name: found[0], start: head + found.index, end: head + found.index + found[0].length,
  })).filter(({ start }) => text[start - 1] !== "@");
  const isOn = ({ name, start, end }) => (meant ? name === meant : start <= caret && caret <= end);
  const on = names.find(isOn) || (sort === "consult" && names[0]);
  const task = { field, sort, nameOnly: true, present: names.filter((row) => row !== on).map(({ name }) => name) };
  if (on) return { ...task, start: on.start, end: on.end };
  const at = sort === "consult" ? head : from + line.trimEnd().length;
  return { ...task, start: at, end: at, lead: " " };
}
