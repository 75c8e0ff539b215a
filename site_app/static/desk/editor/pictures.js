// Pictures: dropped, pasted or chosen, they all pass through the one window that asks for words.
import { tell } from "./ask.js";
import { closeWith, dialogCalled, open } from "./dialogs.js";
import { wordsIn } from "./paste.js";
import { replaceWithBlock } from "./text.js";

export function startPictures(editor) {
  const dialog = dialogCalled("picture");
  const form = dialog.querySelector("[data-picture-form]");
  const status = dialog.querySelector("[data-picture-status]");

  const show = () => open(dialog, () => editor.caret.focus());

  function offer(field, file) {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    form.elements.image.files = chosen.files;
    editor.caret = field;
    show();
    status.textContent = `${file.name}: now say what it shows.`;
    form.elements.alt.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "Sending the picture …";
    try {
      const { ok, answer } = await tell(editor, editor.addresses.upload, new FormData(form));
      if (!ok) {
        status.textContent = answer.error || "The picture could not be sent. What you typed is still here.";
        return;
      }
      const field = editor.caret;
      form.reset();
      status.textContent = "";
      closeWith(dialog, "insert");
      replaceWithBlock(field, field.selectionStart, field.selectionEnd, answer.image_code, "\u2038");
    } catch {
      status.textContent = "The picture could not be sent. Try again; what you typed is still here.";
    }
  });

  editor.form.querySelector("[data-open='picture']").addEventListener("click", () => {
    show();
    form.elements.image.focus();
  });

  const pictures = (list) => Array.from(list || []).filter((file) => file.type.startsWith("image/"));
  for (const field of editor.texts) {
    field.addEventListener("dragover", (event) => {
      if (event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files")) event.preventDefault();
    });
    field.addEventListener("drop", (event) => {
      const [file] = pictures(event.dataTransfer && event.dataTransfer.files);
      if (file) { event.preventDefault(); offer(field, file); }
    });
    field.addEventListener("paste", (event) => {
      // A word processor sends a picture of the text along with the text itself.
      const carried = event.clipboardData;
      const [file] = pictures(carried && carried.files);
      if (file && !wordsIn(carried.getData("text/html"))) { event.preventDefault(); offer(field, file); }
    });
  }
}
