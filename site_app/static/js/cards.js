// A citation mark opens its note as a small card. Without popovers, or without script, it leads to the note.

const words = document.getElementById("card-words");

async function copied(address, said) {
  try {
    await navigator.clipboard.writeText(address);
    said.hidden = false;
  } catch {
    // Where the clipboard is shut, the address bar still holds the link.
    location.href = address;
  }
}

function sentenceOf(mark) {
  let before = mark.closest(".marks");
  while (before && !before.dataset.n) before = before.previousElementSibling;
  return before || mark.closest("[data-n]");
}

function fill(card, note, sentence) {
  card.replaceChildren(...[...note.cloneNode(true).children].filter((part) => !part.matches("details")));
  const ruled = sentence && note.querySelector(`[data-for="${sentence.dataset.n}"]`);
  if (ruled) {
    const line = document.createElement("p");
    line.className = "ruled";
    line.append(...ruled.cloneNode(true).childNodes);
    card.querySelector(".links").before(line);
  }
  card.append(words.content.cloneNode(true));
  const copy = card.querySelector("[data-copy]");
  copy.hidden = !sentence;
  copy.onclick = () =>
    copied(new URL(`#${sentence.id}`, location.href).href, card.querySelector("[role=status] span"));
  card.querySelector("[data-close]").onclick = () => card.hidePopover();
}

if (words && "popover" in HTMLElement.prototype) {
  const card = document.createElement("div");
  card.className = "source-card";
  card.popover = "auto";
  card.setAttribute("role", "dialog");
  card.tabIndex = -1;
  document.querySelector("article").append(card);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".marks a[href^='#note-']");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    // In an emergency card a mark leads to the foot of the page and nothing opens over the signs.
    if (!mark || !plain || mark.closest(".card-emergency")) return;
    const note = document.querySelector(mark.hash);
    if (!note) return;
    event.preventDefault();
    fill(card, note, sentenceOf(mark));
    card.setAttribute("aria-label", mark.textContent);
    card.showPopover();
    card.focus();
  });
}

const share = document.querySelector("[data-share]");
share?.addEventListener("click", (event) => {
  const address = document.querySelector("link[rel=canonical]").href;
  const text = document.querySelector(".copy-code .on-paper").textContent;
  event.preventDefault();
  if (navigator.share) navigator.share({ title: document.title, text, url: address }).catch(() => {});
  else copied(address, document.querySelector(".share [role=status] span"));
});
