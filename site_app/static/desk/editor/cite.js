// `[@` opens the list of sources. Who knows the key may type on as if nothing had opened: a comma goes to the
// place in the source, `]` puts the mark into the text.
import { offered } from "./ask.js";
import { combobox } from "./combobox.js";
import { closeWith, dialogCalled, open } from "./dialogs.js";
import { replace } from "./text.js";

const END_MARKS = /[.!?…:;]+["”’')\]]*\s*$/;
const MORE = /\[@[^\]\n]*;\s*@$/;

export function startCiting(editor) {
  const dialog = dialogCalled("cite");
  const words = dialog.querySelector("#cite-words");
  const place = dialog.querySelector("#cite-place");
  const degree = dialog.querySelector("#cite-degree");
  const population = dialog.querySelector("#cite-population");
  let task = null;
  let key = "";
  let settled = Promise.resolve();

  dialog.querySelector("[data-new-source]").href = editor.addresses["new-source"];

  const box = combobox({
    input: words,
    list: dialog.querySelector("#cite-list"),
    status: dialog.querySelector("[data-picker-status]"),
    ask: async (asked) => {
      const found = await offered(editor.addresses.sources, asked);
      return asked ? found : usedFirst(found);
    },
    draw,
    choose: (offer) => { take(offer.key); place.focus(); },
  });

  // Without words: what this text cites already comes first.
  function usedFirst(found) {
    const used = new Set(editor.statements.flatMap((row) => row.citations.map((tie) => tie.key)));
    return [...found].sort((one, other) => Number(used.has(other.key)) - Number(used.has(one.key)));
  }

  function draw(offer) {
    const label = document.createElement("strong");
    label.textContent = offer.label;
    const title = document.createElement("span");
    title.textContent = ` ${offer.title}`;
    const note = document.createElement("span");
    note.className = "note";
    note.textContent = `${offer.key} · ${offer.note}`;
    return [label, title, note];
  }

  function take(found) {
    key = found;
    words.value = found;
  }

  // The next field is ready at once; which source it is comes when the list is there.
  function settle() {
    const own = task;
    place.focus();
    settled = box.chosen("key").then((offer) => { if (own === task) take(offer ? offer.key : words.value.trim()); });
    return settled;
  }

  function insert() {
    if (!key && words.value.trim()) key = words.value.trim();
    if (!key) { words.focus(); return; }
    const { field, lead, bare } = task;
    const where = place.value.trim();
    const mark = `@${key}${where ? `, ${where}` : ""}`;
    let { start, end } = task;
    if (!bare && field.value[end] === "]" && field.value.slice(start, end) === "[@") end += 1;
    closeWith(dialog, "insert");
    replace(field, start, end, lead + (bare ? mark : `[${mark}]`));
    // Nothing said is said as well: it takes back what was once proposed for the same place.
    editor.remarks.propose({
      field, at: start + lead.length, key, locator: where, degree: degree.value, population: population.value,
    });
  }

  async function submit() {
    const own = task;
    await settled;
    if (!key) await settle();
    if (own === task && dialog.open) insert();
  }

  // Put a mark into `field` in the place of [start, end), `lead` before it. `bare`: the key alone, inside a mark
  // that is there.
  editor.cite = ({ field, start, end, lead = "", bare = false, typed = false }) => {
    task = { field, start, end, lead, bare, typed };
    key = "";
    place.value = degree.value = population.value = "";
    open(dialog, () => {
      // What was typed while the list was open belongs to the text.
      if (typed && words.value) replace(field, end, end, words.value);
      else { field.focus(); field.setSelectionRange(end, end); }
    });
    box.start("");
    words.focus();
  };

  // The first source of a sentence stands before its end mark.
  editor.citeSentence = ({ field, start, end }) => {
    const tail = END_MARKS.exec(field.value.slice(start, end));
    const at = tail ? start + tail.index : end;
    editor.cite({ field, start: at, end: at, lead: " " });
  };

  words.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); settle(); }
    if (event.key === "," || event.key === "]") {
      event.preventDefault();
      take(box.atOnce("key")?.key || words.value.trim());
      place.focus();
      if (event.key === "]") insert();
    }
  });
  words.addEventListener("input", () => { key = ""; });
  place.addEventListener("keydown", (event) => {
    if (event.key === "]") { event.preventDefault(); submit(); }
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("data-cancel")) return;
    event.preventDefault();
    submit();
  });

  for (const field of editor.texts) {
    field.addEventListener("input", (event) => {
      if (event.inputType !== "insertText" || event.data !== "@" || event.isComposing) return;
      const caret = field.selectionStart;
      const before = field.value.slice(0, caret);
      if (before.endsWith("[@")) editor.cite({ field, start: caret - 2, end: caret, typed: true });
      else if (MORE.test(before)) editor.cite({ field, start: caret - 1, end: caret, bare: true, typed: true });
    });
  }
  editor.form.querySelector("[data-open='cite']").addEventListener("click", () => {
    const field = editor.caret;
    editor.cite({ field, start: field.selectionEnd, end: field.selectionEnd, lead: /\S$/.test(field.value.slice(0, field.selectionEnd)) ? " " : "" });
  });
}
