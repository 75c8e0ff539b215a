// The text in this browser: written while one types, gone once the desk has it, offered when it is still there
// at the next visit: after a crash, or a line that was down.

// What belongs to this window and this visit, not to the text.
const OWN = ["csrfmiddlewaretoken", "copy", "seen", "window"];

export function browserText(editor) {
  const { form } = editor;
  const name = `groundwell:${form.dataset.owner}:${editor.addresses.keep}`;
  let timer = 0;
  const fields = () => Array.from(new FormData(form)).filter(
    ([field, value]) => typeof value === "string" && !OWN.includes(field),
  );
  // A full or closed store is no reason to stop anybody from writing.
  const store = (act) => { try { return act(window.localStorage); } catch { return null; } };
  const read = () => { try { return JSON.parse(store((kept) => kept.getItem(name)) || "null"); } catch { return null; } };
  const isSame = (one, other) => {
    const words = (rows) => JSON.stringify(rows.map(([field, value]) => [field, value.replace(/\r\n/g, "\n")]).filter(([field]) => field !== "base"));
    return words(one) === words(other);
  };
  // Before anything is typed, so that what came back from the last time is not written over.
  const before = read();
  const shown = fields();

  const text = {
    keepNow() {
      clearTimeout(timer);
      store((kept) => kept.setItem(name, JSON.stringify({ at: Date.now(), fields: fields() })));
    },
    keepSoon() {
      clearTimeout(timer);
      timer = setTimeout(text.keepNow, 300);
    },
    forget() {
      clearTimeout(timer);
      store((kept) => kept.removeItem(name));
    },
    isKept: () => store((kept) => kept.getItem(name)) !== null,
    offer(restored) {
      if (!before || !Array.isArray(before.fields)) return;
      if (isSame(before.fields, shown)) { text.forget(); return; }
      const time = new Date(before.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
      const line = editor.notice("restore", `This browser kept text of yours from ${time} that did not reach the desk. `);
      line.append(
        button("Put it back", () => { putBack(form, before.fields); editor.notice("restore", ""); restored(); editor.caret.focus(); editor.renew(); }),
        " ",
        button("I no longer need it", () => { text.forget(); editor.notice("restore", ""); editor.caret.focus(); }),
      );
    },
  };
  return text;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function putBack(form, rows) {
  const values = new Map();
  for (const [field, value] of rows) values.set(field, [...(values.get(field) || []), value]);
  for (const field of form.elements) {
    if (!field.name || OWN.includes(field.name) || ["submit", "button", "file"].includes(field.type)) continue;
    const kept = values.get(field.name) || [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = kept.includes(field.value);
    else if (kept.length) field.value = kept[0];
  }
}
