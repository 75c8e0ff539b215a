// A paste from a word processor or a web page becomes Markdown: headings, lists, tables, links, bold, italic.
import TurndownService from "../../vendor/turndown/turndown.js";
import { hasShape, parsed, tidied } from "./tidy.js";
import { replace } from "./text.js";

const MARK = /(\[@[^\]\n]*\]|^:::.*$)/m;

function converter() {
  const service = new TurndownService({
    headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*", strongDelimiter: "**", codeBlockStyle: "fenced", hr: "---",
  });
  const escape = TurndownService.prototype.escape;
  // Our own marks are typed in word processors, too; brackets alone mean nothing in our dialect.
  service.escape = (words) =>
    words.split(MARK).map((piece, n) => (n % 2 ? piece : escape(piece).replace(/\\([[\]])/g, "$1"))).join("");
  service.addRule("point", {
    filter: "li",
    replacement(words, node) {
      const list = node.parentNode;
      const first = Number(list.getAttribute("start") || 1);
      const place = Array.prototype.indexOf.call(list.children, node);
      const mark = list.nodeName === "OL" ? `${first + place}. ` : "- ";
      const lines = words.replace(/^\n+|\s+$/g, "").replace(/\n{2,}(?=\s*([-*]|\d+\.) )/g, "\n");
      return `${mark}${lines.replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`)}\n`;
    },
  });
  service.addRule("table", {
    filter: "table",
    replacement(_, node) {
      const cell = (one) => service.turndown(one).replace(/\s*\n+\s*/g, " ").replace(/\|/g, "\\|").trim();
      const rows = Array.from(node.rows, (row) => Array.from(row.cells, cell)).filter((row) => row.some(Boolean));
      if (rows.length === 0) return "";
      const width = Math.max(...rows.map((row) => row.length));
      const line = (row) => `| ${Array.from({ length: width }, (_unused, n) => row[n] || "").join(" | ")} |`;
      const rule = `|${" --- |".repeat(width)}`;
      return `\n\n${[line(rows[0]), rule, ...rows.slice(1).map(line)].join("\n")}\n\n`;
    },
  });
  return service;
}

// HTML of the clipboard as Markdown; empty when plain text would lose nothing.
function markdownOf(html) {
  const body = tidied(html);
  if (!hasShape(body)) return "";
  return converter().turndown(body).replace(/[ \t]+$/gm, (spaces) => (spaces === "  " ? spaces : "")).replace(/\n{3,}/g, "\n\n").trim();
}

export function wordsIn(html) {
  return parsed(html).body.textContent.trim();
}

export function startPaste(editor) {
  for (const field of editor.texts) {
    field.addEventListener("paste", (event) => {
      const html = event.clipboardData ? event.clipboardData.getData("text/html") : "";
      if (event.defaultPrevented || !html) return;
      const markdown = markdownOf(html);
      if (!markdown) return;
      event.preventDefault();
      const { selectionStart: start, selectionEnd: end } = field;
      const isBlock = markdown.includes("\n");
      const above = isBlock && start > 0 && !field.value.slice(0, start).endsWith("\n\n") ? "\n\n" : "";
      const below = isBlock && field.value[end] && field.value[end] !== "\n" ? "\n\n" : "";
      replace(field, start, end, above + markdown + below);
      editor.say("What you pasted was made into Markdown. Undo takes it back.");
    });
  }
}
