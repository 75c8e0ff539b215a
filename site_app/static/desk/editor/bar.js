// The bar at the foot of the window: the next problem, why it is one, and what can be done about it.
import { fieldOf, placeOf, select, units } from "./text.js";

export function startBar(editor) {
  const { form, pane } = editor;
  const bar = form.querySelector("[data-bar]");
  const count = bar.querySelector("[data-bar-count]");
  const shown = bar.querySelector("[data-bar-problem]");
  let current = null;
  let stepped = Promise.resolve();

  bar.hidden = false;
  const problems = () => Array.from(pane.querySelectorAll("[data-problem]"));
  // What the writer has answered with a note is no longer in the way.
  const open = () => problems().filter((row) => !("noted" in row.dataset));
  const isSame = (one, other) =>
    one && other && ["code", "part", "start", "word"].every((name) => one.dataset[name] === other.dataset[name]);
  const wordsOf = (row) => row.querySelector("q")?.textContent;
  const isAlike = (one, other) =>
    ["code", "part", "word"].every((name) => one.dataset[name] === other.dataset[name]) &&
    ("word" in one.dataset || wordsOf(one) === wordsOf(other));

  // Words on what was just done, where the eye is while one writes; they go with the next thing typed.
  editor.say = (words) => {
    if (shown.contains(document.activeElement)) editor.caret.focus();
    show(null);
    shown.textContent = words;
    form.addEventListener("input", () => { if (shown.textContent === words) shown.replaceChildren(); }, { once: true });
  };

  // The row of the list that this row, read a moment ago, stands for now; null when it is gone.
  editor.problemNow = async (row) => {
    const isRead = await editor.isRead();
    if (!isRead) editor.say("The text could not be read just now, so nothing was changed. Try again in a moment.");
    const alike = isRead ? problems().filter((one) => isAlike(one, row)) : [];
    return alike.find((one) => isSame(one, row)) || alike[0] || null;
  };

  function tellCount() {
    const number = open().length;
    const left = number === 0 ? "No problem left." : number === 1 ? "1 problem." : `${number} problems.`;
    count.textContent = [pane.querySelector("[data-counter]")?.textContent, left].filter(Boolean).join(" ");
  }

  function placeWords(row) {
    const all = open();
    return all.includes(row) ? `Problem ${all.indexOf(row) + 1} of ${all.length}` : "Noted for the vetter";
  }

  function show(row) {
    for (const other of problems()) other.classList.toggle("is-current", other === row);
    current = row;
    shown.replaceChildren();
    if (!row) return;
    const head = document.createElement("p");
    head.className = "bar-place";
    head.textContent = placeWords(row);
    // The same buttons as in the list; `data-problem` stays on the list's own row.
    const copy = document.createElement("div");
    copy.className = "bar-finding";
    for (const name of ["code", "part", "start", "end", "n", "word"]) {
      if (name in row.dataset) copy.dataset[name] = row.dataset[name];
    }
    copy.dataset.shown = "";
    copy.append(...Array.from(row.children, (child) => child.cloneNode(true)));
    shown.append(head, copy);
  }

  // After a new reading: what has not changed stays as it is, and so does the keyboard's place in it.
  function showAgain(row) {
    const before = shown.querySelector("[data-shown]");
    if (before && isSame(before, row) && before.innerHTML === row.innerHTML) {
      current = row;
      row.classList.add("is-current");
      shown.firstElementChild.textContent = placeWords(row);
    } else {
      show(row);
    }
  }

  function goTo(row) {
    const place = placeOf(form, row.dataset);
    if (place) select(place);
    show(row);
  }

  // From where the caret stands, in the order of the list; round the corner at the end.
  async function step(forward) {
    await editor.isRead();
    const all = open();
    if (all.length === 0) {
      editor.say("No problem is left. Save the text, and hand it to vetting.");
      return;
    }
    let place = all.includes(current) ? all.indexOf(current) : all.findIndex((row) => isSame(row, current));
    if (place >= 0) place += forward ? 1 : -1;
    else {
      const from = all.findIndex((row) => isBehindCaret(row));
      if (forward) place = from < 0 ? 0 : from;
      else place = (from < 0 ? all.length : from) - 1;
    }
    goTo(all[(place + all.length) % all.length]);
  }

  function showStatement(isMeant, otherwise = "") {
    const statement = editor.statements.find(isMeant);
    const place = statement && placeOf(form, statement);
    if (place) select(place);
    else if (otherwise) editor.say(otherwise);
  }

  function isBehindCaret(row) {
    const field = fieldOf(form, row.dataset.part);
    // Title and address are no texts to cite in; whoever stands there begins there all the same.
    const here = document.activeElement.form === form && "setSelectionRange" in document.activeElement ? document.activeElement : editor.caret;
    if (field !== here) return false;
    return units(field.value, Number(row.dataset.start)) >= field.selectionStart;
  }

  form.addEventListener("keydown", (event) => {
    if (event.key === "F8" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      stepped = step(!event.shiftKey);
    } else if (event.key === "Enter" && event.altKey) {
      event.preventDefault();
      // A quick hand presses this before the step is done.
      stepped.then(() => (shown.querySelector("[data-remedy]") || shown.querySelector("[data-select]"))?.focus());
    } else if (event.key === "Escape" && bar.contains(event.target)) {
      editor.caret.focus();
    }
  });
  bar.querySelector("[data-next]").addEventListener("click", () => step(true));
  bar.querySelector("[data-previous]").addEventListener("click", () => step(false));

  // The sentence of a finding, of a place to be filled in, of a vetter's comment, or of a statement in the preview.
  form.addEventListener("click", async (event) => {
    const target = event.target.closest("[data-select], [data-go], [data-find], .as-read .s");
    if (!target) return;
    if ("go" in target.dataset) {
      const field = form.elements[target.dataset.go];
      (field instanceof RadioNodeList ? field[0] : field)?.focus();
    } else if ("find" in target.dataset) {
      const words = wordsOf(target).trim().replace(/\s+/g, " ");
      await editor.isRead();
      showStatement((row) => row.text === words, "This sentence does not stand in the text any more.");
    } else if (target.matches(".s")) {
      showStatement((row) => String(row.n) === target.dataset.n);
    } else {
      const row = await editor.problemNow(target.closest("[data-problem], [data-shown]"));
      if (row) goTo(row);
    }
  });

  form.addEventListener("renewed", () => {
    tellCount();
    const still = problems().find((row) => isSame(row, current));
    if (current && !still) show(null);
    else if (still) showAgain(still);
  });
  tellCount();
}
