// What each remedy's button does to the text. Their names and words stand in `desk/remedies.py`.
import { offered } from "./ask.js";
import { nameTask } from "./block_names.js";
import { placeOf, replace, replaceWithBlock, select } from "./text.js";

const CARET = "\u2038";
const EMERGENCY = /\b(999|911|112|emergency|ambulance|A&E)\b/i;
const NO_PLAN = "We print no treatment plans or amounts, because the right ones depend on your baby and you.";

// A point of a list or a heading loses its mark together with its words.
function withLineMark({ field, start, end }) {
  const from = field.value.lastIndexOf("\n", start - 1) + 1;
  return /^[ \t]*([-*+]|\d+[.)]|#{1,6})[ \t]+$/.test(field.value.slice(from, start))
    ? { field, start: from, end }
    : { field, start, end };
}

const lowered = (words) => (/^[A-Z][a-z]/.test(words) || /^A /.test(words) ? words[0].toLowerCase() + words.slice(1) : words);
const REMEDIES = {
  cite(editor, place) { editor.citeSentence(place); },

  recite(editor, { field, start, end }) {
    const isWhole = field.value[start] === "[";
    editor.cite({ field, start, end, bare: !isWhole });
  },

  async consult(editor, place) {
    const { field, start, end } = withLineMark(place);
    let found = [];
    try { found = await offered(editor.addresses.blocks, "", { sort: "consult" }); } catch { /* typed by hand, then */ }
    if (found.length > 1) { editor.block({ field, start, end, sort: "consult" }); return; }
    const block = found.length ? found[0].insert : `::: consult ${CARET}\n${NO_PLAN}\n:::`;
    replaceWithBlock(field, start, end, block, CARET);
  },

  card(editor, place) {
    const { field, start, end } = withLineMark(place);
    const words = place.field.value.slice(place.start, place.end).replace(/[.!]\s*$/, "");
    const level = EMERGENCY.test(words) ? "emergency" : "urgent";
    const parted = /^(.*?)\s+(?:if|when)\s+(.*)$/s.exec(words);
    const [heading, sign] = parted
      ? [`${parted[1]} if:`, parted[2]]
      : [level === "emergency" ? "Call the emergency number now if:" : "Call your midwife or doctor today if:", words];
    replaceWithBlock(field, start, end, `::: ${level}\n### ${heading}\n- ${sign}${CARET}\n:::`, CARET);
  },

  question(editor, { field, start, end }) {
    const words = field.value.slice(start, end).replace(/[.!:?\s]+$/, "");
    const question = `Is it true that ${lowered(words)}?`;
    replace(field, start, end, question);
    field.setSelectionRange(start, start + question.length);
  },

  note(editor, place, row) {
    const statement = editor.statements.find((one) => String(one.n) === row.dataset.n);
    if (statement) editor.note(statement);
  },

  cut(editor, place) {
    const { field, end } = place;
    let { start } = withLineMark(place);
    // A key alone goes with the brackets round it.
    const isAlone = field.value[start - 1] === "[" && field.value[end] === "]";
    if (isAlone) start -= 1;
    if (/[ \t]/.test(field.value[start - 1] || "")) start -= 1;
    replace(field, start, isAlone ? end + 1 : end, "");
  },

  "name-consult": chooseName,
  "name-documents": chooseName,
  "cut-name"(editor, { field, start }, row) {
    const task = nameTask(field, start, row.dataset.word);
    if (task) replace(field, task.start - 1, task.end, "");
  },

  close(editor, { field, end }) {
    const rest = field.value.slice(end);
    const gap = /\n[ \t]*\n/.exec(rest);
    const at = gap ? end + gap.index : field.value.trimEnd().length;
    replace(field, at, at, "\n:::");
  },

  heading(editor, { field, start }) {
    replace(field, start, start, "\n## \n\n");
    field.setSelectionRange(start + 4, start + 4);
  },

  "urgent-body"(editor) { markUrgent(editor, "body"); },
  "urgent-baby"(editor) { markUrgent(editor, "baby"); },
  "urgent-mood"(editor) { markUrgent(editor, "mood"); },
};

// Only the name that is meant is replaced; what else stands on the line stays.
function chooseName(editor, { field, start }, row) {
  const task = nameTask(field, start, row.dataset.word);
  if (task) editor.block(task);
}

function markUrgent(editor, value) {
  const field = editor.form.elements.urgent;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

export function startRemedies(editor) {
  editor.form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-remedy]");
    if (!button) return;
    const row = await editor.problemNow(button.closest("[data-problem], [data-shown]"));
    const place = row && placeOf(editor.form, row.dataset);
    if (!place) return;
    select(place);
    REMEDIES[button.dataset.remedy](editor, place, row);
  });
}
