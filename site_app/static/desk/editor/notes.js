// A note to the vetter: why a sentence, in the writer's eyes, is no health statement or no protocol.
import { closeWith, dialogCalled, open } from "./dialogs.js";

export function startNotes(editor) {
  const dialog = dialogCalled("note");
  const because = dialog.querySelector("#note-because");
  const words = dialog.querySelector("#note-words");
  let about = null;

  editor.note = (statement) => {
    about = statement;
    const said = editor.remarks.noteOn(statement);
    dialog.querySelector("[data-note-sentence]").textContent = statement.text;
    because.value = said ? said.because || "" : "";
    words.value = said ? said.note || "" : "";
    dialog.querySelector("[value=remove]").hidden = !said;
    open(dialog, () => editor.caret.focus());
    because.focus();
  };

  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("data-cancel")) return;
    event.preventDefault();
    const removes = event.submitter && event.submitter.value === "remove";
    if (!removes && !because.value && !words.value.trim()) { because.focus(); return; }
    closeWith(dialog, "insert");
    if (removes) editor.remarks.setNote(about, "", "");
    else editor.remarks.setNote(about, because.value, words.value.trim());
    editor.caret.focus();
  });
}
