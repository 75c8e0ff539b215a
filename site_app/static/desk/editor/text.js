// What one does to a text area: find a place, select it, change it so that undo takes it back.

// Positions from the engine count code points; a text area counts UTF-16 units.
export const units = (text, points) => Array.from(text).slice(0, points).join("").length;

// And the way back: how many code points stand before a position of the text area.
export const points = (text, position) => Array.from(text.slice(0, position)).length;

export function fieldOf(form, part) {
  return form.elements[part === "address" ? "slug" : part];
}

// The place of a statement or finding in its field: {field, start, end} in the field's own units.
export function placeOf(form, { part, start, end }) {
  const field = fieldOf(form, part);
  if (!field || field.value === undefined) return null;
  return { field, start: units(field.value, Number(start)), end: units(field.value, Number(end)) };
}

export function select({ field, start, end }) {
  field.focus();
  if (field.setSelectionRange) field.setSelectionRange(start, end);
  const line = field.value.slice(0, start).split("\n").length;
  const height = parseFloat(getComputedStyle(field).lineHeight) || 20;
  if (field.tagName === "TEXTAREA") field.scrollTop = Math.max(0, (line - 4) * height);
  field.scrollIntoView({ block: "nearest" });
}

// Put `words` in the place of a stretch. The browser's own command keeps the way back (undo).
export function replace(field, start, end, words) {
  field.focus();
  field.setSelectionRange(start, end);
  const done = words === "" && start === end ? true : document.execCommand(words === "" ? "delete" : "insertText", false, words);
  if (!done) {
    field.setRangeText(words, start, end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

// A block on lines of its own, with an empty line before and behind; the caret goes to `mark` in it.
export function replaceWithBlock(field, start, end, block, mark) {
  const before = field.value.slice(0, start).replace(/[ \t]+$/, "");
  const behind = field.value.slice(end).replace(/^[ \t]+/, "");
  const from = before.length;
  const to = field.value.length - behind.length;
  const above = before === "" ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = behind === "" ? "\n" : behind.startsWith("\n\n") ? "" : behind.startsWith("\n") ? "\n" : "\n\n";
  const at = block.indexOf(mark);
  const words = above + block.replace(mark, "") + below;
  replace(field, from, to, words);
  const caret = from + above.length + (at < 0 ? block.length : at);
  field.setSelectionRange(caret, caret);
}
