// What the writer tells the vetter of single sentences. It travels in one hidden field of the form, so it is
// saved, kept and compared with the text it belongs to.
import { units } from "./text.js";

export function startRemarks(editor) {
  const { form } = editor;
  const field = form.elements.remarks;
  // Proposals whose sentence the engine has not read yet.
  let waiting = [];

  const all = () => { try { return JSON.parse(field.value || "[]") || []; } catch { return []; } };
  const isAbout = (row, statement) => row.part === statement.part && row.sentence === statement.text;

  function keep(rows) {
    const words = JSON.stringify(rows);
    if (words === JSON.stringify(all())) return;
    field.value = words;
    form.dispatchEvent(new Event("input"));
  }

  function setProposal(statement, { key, locator, degree, population }) {
    const others = all().filter(
      (row) => !(isAbout(row, statement) && row.key === key && (row.locator || "") === locator),
    );
    const said = degree || population;
    const row = { part: statement.part, sentence: statement.text, key, locator, degree, population };
    keep(said ? [...others, row] : others);
  }

  editor.remarks = {
    noteOn: (statement) => all().find((row) => isAbout(row, statement) && !row.key) || null,
    setNote(statement, because, note) {
      const others = all().filter((row) => row.key || !isAbout(row, statement));
      const row = { part: statement.part, sentence: statement.text, because, note };
      keep(because || note ? [...others, row] : others);
    },
    proposalOn: (statement, key, locator) =>
      all().find((row) => isAbout(row, statement) && row.key === key && (row.locator || "") === locator) || null,
    setProposal,
    // A citation was put at `at` in a field just now: the sentence it stands in is known after the next reading.
    propose: (proposal) => { waiting.push({ ...proposal, tries: 3 }); },
  };

  // What is proposed stays while one may still undo; it is not saved for a citation that is gone.
  form.addEventListener("submit", () => {
    if (!editor.isCurrent()) return;
    const isGone = (row) =>
      row.key && editor.statements.some((statement) =>
        isAbout(row, statement) &&
        !statement.citations.some((tie) => tie.key === row.key && tie.locator === (row.locator || "")));
    keep(all().filter((row) => !isGone(row)));
  });

  form.addEventListener("renewed", () => {
    const still = [];
    for (const proposal of waiting) {
      const part = proposal.field.name === "slug" ? "address" : proposal.field.name;
      const statement = editor.statements.find(
        (row) =>
          row.part === part &&
          row.citations.some((tie) => tie.key === proposal.key && tie.locator === proposal.locator) &&
          units(proposal.field.value, row.start) <= proposal.at &&
          proposal.at <= units(proposal.field.value, row.end),
      );
      if (statement) setProposal(statement, proposal);
      else if (--proposal.tries > 0) still.push(proposal);
    }
    waiting = still;
  });
}
