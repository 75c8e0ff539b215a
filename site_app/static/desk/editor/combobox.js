// A line to type in and a list that follows it (ARIA: combobox with a listbox). Late answers are dropped.

const PAUSE = 120;

// `ask(words)` gives offers; `draw(offer)` gives the nodes of one line; `choose(offer)` is told the choice.
export function combobox({ input, list, status, ask, draw, choose }) {
  let offers = [];
  let active = -1;
  let newest = 0;
  let timer = 0;
  let settled = Promise.resolve();
  let isBehind = false;

  function mark(place) {
    active = place;
    Array.from(list.children).forEach((line, n) => line.setAttribute("aria-selected", String(n === place)));
    if (place >= 0) {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(found) {
    offers = found;
    isBehind = false;
    list.replaceChildren(...found.map((offer, n) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${n}`;
      line.setAttribute("role", "option");
      line.append(...draw(offer));
      // The line to type in keeps the focus.
      line.addEventListener("mousedown", (event) => event.preventDefault());
      line.addEventListener("click", () => { mark(n); choose(offer); });
      return line;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
    status.textContent = found.length === 0 ? "Nothing is found under these words." : `${found.length} found. Arrow keys choose.`;
  }

  async function renew() {
    const sequence = ++newest;
    try {
      const found = await ask(input.value.trim());
      if (sequence === newest) show(found);
    } catch (problem) {
      if (sequence === newest) {
        show([]);
        status.textContent = problem.message || "No connection. You can go on and type it by hand.";
      }
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    isBehind = true;
    settled = new Promise((done) => { timer = setTimeout(() => renew().then(done), PAUSE); });
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || offers.length === 0) return;
    const last = offers.length - 1;
    if (event.key === "ArrowDown") mark(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp") mark(active <= 0 ? last : active - 1);
    else return;
    event.preventDefault();
  });

  return {
    start(words) {
      input.value = words;
      show([]);
      status.textContent = "";
      settled = renew();
    },
    // The line that is marked, else the one that is called exactly so, else the first. Waits for the answer.
    async chosen(name) {
      await settled;
      const words = input.value.trim();
      return offers[active] || offers.find((offer) => offer[name] === words) || (words ? offers[0] : null) || null;
    },
    // For somebody who types on without looking: the line that is marked or begins so, if the list is there.
    atOnce(name) {
      const words = input.value.trim();
      if (isBehind) return null;
      return offers[active] || offers.find((offer) => offer[name] === words) ||
        (words && offers.find((offer) => offer[name].startsWith(words))) || null;
    },
  };
}
