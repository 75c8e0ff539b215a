// Titles while somebody types. Without it the form works as it stands.
const field = document.querySelector("#q");
const box = document.querySelector("#suggestions");
const WAIT = 180;
let timer = 0;
let asked = null;

function show(suggestions) {
  const list = box.querySelector("ul");
  list.replaceChildren(
    ...suggestions.map(({ title, address, edition }) => {
      const link = document.createElement("a");
      link.href = address;
      link.dataset.echo = edition;
      link.textContent = title;
      const row = document.createElement("li");
      row.append(link);
      return row;
    }),
  );
  box.hidden = suggestions.length === 0;
}

async function ask() {
  asked?.abort();
  const typed = field.value.trim();
  if (typed.length < 2) {
    show([]);
    return;
  }
  asked = new AbortController();
  try {
    const answer = await fetch(`/search/suggestions.json?q=${encodeURIComponent(typed)}`, {
      signal: asked.signal,
      credentials: "omit",
    });
    if (answer.ok) show((await answer.json()).suggestions);
  } catch {
    // A weak signal or a newer question: the form is still there.
  }
}

if (field && box) {
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.form.append(box);
  field.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      show([]);
      field.focus();
    }
  });
}
