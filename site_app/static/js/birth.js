// Weeks since birth, counted on this device from a date that never leaves it and is easy to forget.

const KEPT = "groundwell-born";
const DAY = 24 * 60 * 60 * 1000;
const words = document.getElementById("born-words");
const line = document.querySelector(".born");
const asked = document.querySelector(".birth details");
const form = asked?.querySelector("form");
const forget = document.querySelector(".birth [data-forget]");
const unsaid = line ? [...line.childNodes] : [];

function born() {
  try {
    const [, year, month, day] = localStorage.getItem(KEPT).match(/^(\d{4})-(\d\d)-(\d\d)$/).map(Number);
    return new Date(year, month - 1, day);
  } catch {
    return null;
  }
}

function keep(date) {
  try {
    if (date) localStorage.setItem(KEPT, date);
    else localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing still has every stage.
  }
}

function monthsLater(date, months) {
  return new Date(date.getFullYear(), date.getMonth() + months, date.getDate());
}

// The four stages of the line, in its order: before birth, to 6 weeks, to 6 months, to 12 months.
function place(date) {
  const now = new Date();
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  // Rounded, since two days a year have 23 or 25 hours.
  const days = Math.round((today - date) / DAY);
  const ends = [days < 0, days < 42, today < monthsLater(date, 6), today < monthsLater(date, 12)];
  return { stage: ends.indexOf(true), weeks: Math.floor(days / 7) };
}

function which({ stage, weeks }) {
  if (stage < 0) return "later";
  if (stage === 0) return "ahead";
  return ["days", "week"][weeks] || "weeks";
}

function say(when) {
  line.replaceChildren(...words.content.querySelector(`[data-when=${when}]`).cloneNode(true).childNodes);
}

function show() {
  const date = born();
  const links = document.querySelectorAll(".stages li a");
  for (const link of links) delete link.dataset.now;
  asked.hidden = date !== null;
  forget.parentElement.hidden = date === null;
  line.replaceChildren(...unsaid);
  if (!date) return;
  const found = place(date);
  say(which(found));
  const weeks = line.querySelector("span");
  if (weeks) weeks.textContent = found.weeks;
  const link = links[found.stage];
  if (!link) return;
  link.dataset.now = "";
  const way = document.createElement("a");
  way.href = link.href;
  way.textContent = link.textContent;
  line.append(" ", way);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Read aloud when it was asked for, never at the mere opening of a page.
    line.setAttribute("role", "status");
    keep(form.elements.born.value);
    form.reset();
    asked.open = false;
    show();
    forget.focus();
  });
  forget.addEventListener("click", () => {
    line.setAttribute("role", "status");
    keep("");
    show();
    say("forgotten");
    asked.querySelector("summary").focus();
  });
  show();
  addEventListener("pageshow", show);
  addEventListener("storage", show);
}
