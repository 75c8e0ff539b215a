// The editor: which parts it has, and what they share. Without script the form still saves, and the preview
// stands there as the server made it.
import { startBar } from "./bar.js";
import { startBlocks } from "./blocks.js";
import { startCitations } from "./citations.js";
import { startCiting } from "./cite.js";
import { startTaking } from "./conflict.js";
import { startKeeping } from "./keep.js";
import { startKinds } from "./kinds.js";
import { startNotices } from "./notices.js";
import { startNotes } from "./notes.js";
import { startPaste } from "./paste.js";
import { startPictures } from "./pictures.js";
import { startPresence } from "./presence.js";
import { startPreview } from "./preview.js";
import { startRemarks } from "./remarks.js";
import { startRemedies } from "./remedies.js";

const form = document.querySelector("[data-editor-form]");

if (form) {
  // `texts`: the fields in our dialect. `caret`: the one that was last written in.
  const editor = {
    form,
    texts: Array.from(form.querySelectorAll("[data-editor]")),
    caret: form.elements.body,
    pane: form.querySelector("[data-preview]"),
    addresses: JSON.parse(form.querySelector("script[type='application/json']").textContent),
    token: form.elements.csrfmiddlewaretoken.value,
    statements: [],
  };
  for (const field of editor.texts) field.addEventListener("focus", () => { editor.caret = field; });
  startKinds(editor);
  startNotices(editor);
  startPreview(editor);
  startRemarks(editor);
  startBar(editor);
  startCiting(editor);
  startCitations(editor);
  startBlocks(editor);
  startPictures(editor);
  startNotes(editor);
  startRemedies(editor);
  startPaste(editor);
  startKeeping(editor);
  startPresence(editor);
  startTaking(editor);
}
