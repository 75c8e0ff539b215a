// What the writer should know just now, one line a matter, above the text.

export function startNotices(editor) {
  const notices = editor.form.querySelector("[data-notices]");
  // Says `words` on the matter `name`, in place of what was said on it before; no words take the line away.
  editor.notice = (name, words) => {
    let line = notices.querySelector(`[data-notice="${name}"]`);
    if (!words) {
      line?.remove();
      return null;
    }
    if (!line) {
      line = document.createElement("p");
      line.className = "warning";
      line.dataset.notice = name;
      notices.append(line);
    }
    if (line.textContent !== words) line.textContent = words;
    return line;
  };
}
