// `:::` at the start of a line offers consults, cards, pictures and documents.
import { offered } from "./ask.js";
import { nameTask } from "./block_names.js";
import { combobox } from "./combobox.js";
import { closeWith, dialogCalled, open } from "./dialogs.js";
import { replace, replaceWithBlock } from "./text.js";

// The server puts this where one goes on typing; it stands in no text.
const CARET = "\u2038";

export function startBlocks(editor) {
  const dialog = dialogCalled("block");
  const words = dialog.querySelector("#block-words");
  let task = null;

  const box = combobox({
    input: words,
    list: dialog.querySelector("#block-list"),
    status: dialog.querySelector("[data-picker-status]"),
    ask: async (asked) => {
      const { sort, present } = task;
      const found = await offered(editor.addresses.blocks, asked, sort ? { sort } : {});
      return found.filter((offer) => !present.includes(offer.name));
    },
    draw: (offer) => {
      const label = document.createElement("strong");
      label.textContent = offer.label;
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = offer.note;
      return [label, note];
    },
    choose: take,
  });

  function take(offer) {
    closeWith(dialog, "insert");
    const { field, start, end, nameOnly, lead } = task;
    if (nameOnly) replace(field, start, end, lead + offer.name);
    else replaceWithBlock(field, start, end, offer.insert, CARET);
  }

  async function settle() {
    const offer = await box.chosen("name");
    if (offer) take(offer);
    else words.focus();
  }

  // Offer blocks for the place [start, end) of a field; only those of one `sort`, or only their names, without
  // those that are `present` on the line.
  editor.block = ({ field, start, end, sort = "", nameOnly = false, lead = "", typed = false, present = [] }) => {
    task = { field, start, end, sort, nameOnly, lead, present };
    open(dialog, () => {
      if (typed && words.value) replace(field, end, end, words.value);
      else { field.focus(); field.setSelectionRange(end, end); }
    });
    box.start("");
    words.focus();
  };

  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); settle(); }
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("data-cancel")) return;
    event.preventDefault();
    settle();
  });

  for (const field of editor.texts) {
    field.addEventListener("input", (event) => {
      if (event.inputType !== "insertText" || event.isComposing) return;
      const caret = field.selectionStart;
      const start = field.value.lastIndexOf("\n", caret - 1) + 1;
      const line = field.value.slice(start, caret);
      const name = /^:::[ \t]*(consult|documents(?: [a-z0-9-]+)*) $/.exec(line);
      if (event.data === ":" && line === ":::" && !isInBlock(field.value.slice(0, start))) {
        editor.block({ field, start, end: caret, typed: true });
      } else if (event.data === " " && name) {
        editor.block({ ...nameTask(field, start), start: caret, end: caret, lead: "", typed: true });
      }
    });
  }
  editor.form.querySelector("[data-open='block']").addEventListener("click", () => {
    const field = editor.caret;
    const at = field.selectionEnd;
    editor.block(nameTask(field, at) || { field, start: at, end: at });
  });
}

// Whether a block is open at the end of this text, so that three colons close it.
function isInBlock(text) {
  let isOpen = false;
  for (const [, name] of text.matchAll(/^:::[ \t]*(\S*).*$/gm)) isOpen = name !== "";
  return isOpen;
}
