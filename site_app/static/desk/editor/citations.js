// The sources of one sentence: where in each, how far it supports, one more, one less. What is changed is
// rewritten in its own place and in one step, so that one undo takes it back.
import { closeWith, dialogCalled, open } from "./dialogs.js";
import { markChanges, oneChange } from "./mark_changes.js";
import { placeOf, points, replace } from "./text.js";

export function startCitations(editor) {
  const { form } = editor;
  const dialog = dialogCalled("citations");
  const list = dialog.querySelector("[data-citations]");
  const status = dialog.querySelector("[data-citations-status]");
  const blank = dialog.querySelector("template[data-citation]");
  let about = null;

  function line(statement, tie) {
    const made = blank.content.firstElementChild.cloneNode(true);
    const part = (name) => made.querySelector(`[data-citation-${name}]`);
    const said = editor.remarks.proposalOn(statement, tie.key, tie.locator);
    const name = tie.source || tie.key;
    part("name").textContent = tie.title ? `${name}: ${tie.title}` : `${name}: no such source`;
    part("what").textContent = [tie.key, tie.what].filter(Boolean).join(" · ");
    for (const which of made.querySelectorAll("[data-citation-which]")) which.textContent = `: ${name}`;
    part("address").hidden = !/^https?:/.test(tie.address);
    if (!part("address").hidden) part("address").href = tie.address;
    part("place").value = tie.locator;
    part("degree").value = said?.degree || "";
    part("population").value = said?.population || "";
    const row = { tie, made, place: part("place"), degree: part("degree"), population: part("population"), isOut: false };
    part("inherited").hidden = !tie.inherited;
    part("doors").hidden = tie.inherited;
    row.place.readOnly = tie.inherited;
    part("out").addEventListener("click", () => {
      row.isOut = !row.isOut;
      made.classList.toggle("is-out", row.isOut);
      for (const field of [row.place, row.degree, row.population]) field.disabled = row.isOut;
      part("out").firstChild.data = row.isOut ? "Leave it in" : "Take it out";
      status.textContent = row.isOut ? `${name} goes out of this sentence.` : `${name} stays.`;
    });
    return row;
  }

  function show(field, statement, caret) {
    about = { field, statement, rows: statement.citations.map((tie) => line(statement, tie)) };
    const { selectionStart, selectionEnd } = field;
    dialog.querySelector("[data-citations-sentence]").textContent = statement.text;
    list.replaceChildren(...about.rows.map((row) => row.made));
    status.textContent = "";
    open(dialog, () => { field.focus(); field.setSelectionRange(selectionStart, selectionEnd); });
    const own = about.rows.filter((row) => !row.tie.inherited);
    const first = own.find(({ tie }) => tie.start <= caret && caret <= tie.end) || own[0];
    (first ? first.place : about.rows[0].degree).focus();
  }

  // What was changed goes into the text and, as a proposal, to the vetter.
  function change() {
    const { field, statement, rows } = about;
    const caret = field.selectionEnd;
    const placed = ({ place }) => place.value.trim().replace(/\s+/g, " ");
    const changed = oneChange(field.value, markChanges(field.value, rows.filter(({ tie }) => !tie.inherited).map(
      (row) => ({ tie: row.tie, isOut: row.isOut, locator: placed(row) }),
    )));
    closeWith(dialog, "change");
    if (changed) replace(field, changed.start, changed.end, changed.words);
    else { field.focus(); field.setSelectionRange(caret, caret); }
    for (const row of rows) {
      if (row.isOut) continue;
      editor.remarks.setProposal(statement, {
        key: row.tie.key, locator: placed(row), degree: row.degree.value, population: row.population.value,
      });
    }
  }

  // Behind the last source that the sentence still has, else where its first one goes.
  async function add() {
    const { field, statement } = about;
    change();
    const now = await statementNow(statement);
    if (now) cite(field, now);
  }

  function cite(field, statement) {
    const last = statement.citations.filter((tie) => !tie.inherited).pop();
    const place = placeOf(form, last ? { ...last, part: statement.part } : statement);
    if (last) editor.cite({ field, start: place.end, end: place.end, lead: "; ", bare: true });
    else editor.citeSentence(place);
  }

  // The sentence as it stands now: of several with the same words the one nearest to where it was; null when it
  // is gone, or the text could not be read.
  async function statementNow({ part, text, start }) {
    if (!(await editor.isRead())) return null;
    const far = (row) => Math.abs(row.start - start);
    const same = editor.statements.filter((row) => row.part === part && row.text === text);
    return same.reduce((best, row) => (best && far(best) <= far(row) ? best : row), null);
  }

  // The sentence at the caret; between two, the one before it on the same line.
  function statementAt(field, caret) {
    const part = field.name === "slug" ? "address" : field.name;
    const all = editor.statements.filter((row) => row.part === part);
    const within = all.filter((row) => row.start <= caret && caret <= row.end);
    const cited = within.find((row) => row.citations.some((tie) => !tie.inherited && tie.start <= caret && caret <= tie.end));
    if (cited || within.length) return cited || within.find((row) => row.citable) || within[0];
    const signs = Array.from(field.value);
    const from = signs.lastIndexOf("\n", caret - 1) + 1;
    const to = (signs.indexOf("\n", caret) + signs.length + 1) % (signs.length + 1);
    const onLine = all.filter((row) => row.start >= from && row.end <= to);
    return onLine.filter((row) => row.end <= caret).pop() || onLine[0] || null;
  }

  async function ask(field) {
    if (!(await editor.isRead())) {
      editor.say("The text could not be read just now, so its sources cannot be shown. Try again in a moment.");
      return;
    }
    const caret = points(field.value, field.selectionStart);
    const statement = statementAt(field, caret);
    if (statement?.citations.length) show(field, statement, caret);
    else if (statement?.citable) cite(field, statement);
    else if (statement) editor.say("A heading, title or picture text carries no source. Say it in the text, and cite it there.");
    else editor.say("Put the caret into a sentence first: then its sources can be shown.");
  }

  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-cancel")) return;
    event.preventDefault();
    if (event.submitter?.value === "add") add();
    else change();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "F2" || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(editor.caret);
  });
  form.querySelector("[data-open='citations']").addEventListener("click", () => ask(editor.caret));
  // A number in the preview leads to the sources of the sentence before it.
  form.addEventListener("click", async (event) => {
    const mark = event.target.closest(".as-read .marks a");
    if (!mark) return;
    event.preventDefault();
    const number = mark.closest(".marks").previousElementSibling?.dataset.n;
    const statement = editor.statements.find((row) => String(row.n) === number);
    const now = statement && (await statementNow(statement));
    const place = now && placeOf(form, now);
    if (!place) return;
    place.field.focus();
    place.field.setSelectionRange(place.start, place.end);
    show(place.field, now, -1);
  });
}
