// Pages saved for later and pages read: kept on this device alone, under their addresses. Nothing of it is sent.

const OURS = /^\/(articles|collections|consults)\/[\w-]+\/$/;

function kept(list) {
  try {
    return new Map(JSON.parse(localStorage.getItem(`groundwell-${list}`) || "[]"));
  } catch {
    return new Map();
  }
}

function keep(list, pages) {
  try {
    if (pages.size) localStorage.setItem(`groundwell-${list}`, JSON.stringify([...pages]));
    else localStorage.removeItem(`groundwell-${list}`);
  } catch {
    // A browser that keeps nothing still lets the page be read.
  }
  show();
}

// Read marks need an address alone; a saved page keeps its title, and which edition that title is of.
function told(list) {
  if (list === "read") return [];
  const title = document.querySelector("meta[property='og:title']");
  return [title.content, title.dataset.echo];
}

function showCounts() {
  for (const line of document.querySelectorAll("[data-count]")) {
    const marks = [...line.closest(line.dataset.count).querySelectorAll("[data-keep=read]")];
    const done = marks.filter((mark) => kept("read").has(mark.dataset.address)).length;
    line.querySelector("[data-done]").textContent = done;
    line.querySelector("[data-all]").textContent = marks.length;
    const bar = line.parentElement.querySelector("progress");
    if (!bar) continue;
    bar.max = marks.length || 1;
    bar.value = done;
    document.querySelector("[data-forget=read]").disabled = !done;
  }
}

function showSaved(list) {
  const row = document.getElementById("saved-row").content;
  const pages = [...kept("saved")].filter(([address, page]) => OURS.test(address) && Array.isArray(page)).reverse();
  list.replaceChildren(
    ...pages.map(([address, [title, edition]]) => {
      const line = row.cloneNode(true);
      const link = line.querySelector("a");
      link.href = address;
      link.dataset.echo = edition;
      link.textContent = title;
      line.querySelector("button").dataset.remove = address;
      return line;
    }),
  );
}

function show() {
  for (const button of document.querySelectorAll("[data-keep]"))
    button.setAttribute("aria-pressed", kept(button.dataset.keep).has(button.dataset.address));
  showCounts();
  const list = document.querySelector("[data-saved]");
  if (list) showSaved(list);
}

function turn({ keep: list, address }) {
  const pages = kept(list);
  if (!pages.delete(address)) pages.set(address, told(list));
  keep(list, pages);
}

function remove(button) {
  const pages = kept("saved");
  const row = button.closest("li");
  const place = [...row.parentElement.children].indexOf(row);
  pages.delete(button.dataset.remove);
  keep("saved", pages);
  const left = document.querySelectorAll("[data-remove]");
  (left[Math.min(place, left.length - 1)] || document.querySelector("main a")).focus();
}

function forget(button) {
  const pages = kept(button.dataset.forget);
  if (button.dataset.forget === "saved") pages.clear();
  for (const mark of document.querySelectorAll("[data-keep=read]")) pages.delete(mark.dataset.address);
  keep(button.dataset.forget, pages);
  document.querySelector("main a").focus();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.keep) turn(button.dataset);
  else if (button?.dataset.remove) remove(button);
  else if (button?.dataset.forget) forget(button);
});
// Also after a way back, and when another tab changes the list.
addEventListener("pageshow", show);
addEventListener("storage", show);
show();
