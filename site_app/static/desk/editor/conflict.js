// On the page that shows two texts: put the saved wording of a statement into one's own text.
import { fieldOf, replace, select } from "./text.js";

const spaced = (words) => words.split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");

// Where these words stand, however lines are broken in them.
function find(field, words) {
  const found = words && new RegExp(spaced(words)).exec(field.value);
  return found ? { field, start: found.index, end: found.index + found[0].length } : null;
}

export function startTaking(editor) {
  for (const button of document.querySelectorAll("[data-take]")) {
    button.addEventListener("click", () => {
      const { own, saved, after } = button.dataset;
      const field = fieldOf(editor.form, button.dataset.field);
      const place = find(field, own);
      if (own && !place) {
        button.after(" Your text has changed since; look for the place yourself.");
        return;
      }
      if (own) {
        replace(field, place.start, place.end, saved);
      } else {
        const before = find(field, after);
        const at = before ? before.end : 0;
        replace(field, at, at, before ? ` ${saved}` : `${saved}\n\n`);
      }
      const now = find(field, saved);
      if (now) select(now);
      button.disabled = true;
      button.textContent = "Done";
    });
  }
}
