// The ledger by keyboard. Keys act on a focused row only, never while something is typed; each ruling is saved
// by itself, at once, and only the server's answer says that it is. Without this script the forms do the same.
(() => {
  "use strict";
  const HEADER = { "X-Groundwell-Row": "1" };
  const said = document.querySelector("[data-said]");
  const keys = document.querySelector("[data-keys]");
  const rows = () => Array.from(document.querySelectorAll("[data-row]"));
  const say = (words, wrong) => {
    if (!said) return;
    said.textContent = words;
    said.classList.toggle("is-wrong", Boolean(wrong));
  };
  // What the next key answers, if a row asks something: { row, keys: Map of key to function }.
  let asking = null;
  // Whom each source studied, as said on this page: the next sentence that cites it offers the same.
  const studied = new Map();

  const unfold = (row) => {
    const fold = row.closest("details.folded");
    if (fold) fold.open = true;
  };
  const reach = (row) => {
    if (!row) return;
    unfold(row);
    row.focus();
  };
  const rowOf = (number) => document.getElementById(`row-${number}`);
  const landed = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && "row" in target.dataset) reach(target);
  };

  // --- Rows come and go --------------------------------------------------------------------------------
  const replace = (row, html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-row]");
    if (!fresh) return row;
    const held = row.contains(document.activeElement);
    row.replaceWith(fresh);
    if (held) fresh.focus({ preventScroll: true });
    return fresh;
  };

  async function opened(row) {
    if (row.querySelector("[data-ruling]")) return row;
    try {
      const reply = await fetch(row.dataset.address, { headers: HEADER, redirect: "error" });
      if (!reply.ok) throw new Error(String(reply.status));
      return replace(row, (await reply.json()).row);
    } catch {
      say("The form could not be fetched. Look at the connection and press again.", true);
      return row;
    }
  }

  const goOn = (answer, row) => {
    const next = answer.next === null ? null : rowOf(answer.next);
    if (next) return reach(next);
    const waiting = rows().find((other) => "waits" in other.dataset);
    if (waiting) return reach(waiting);
    const whole = document.getElementById("whole");
    if (whole) whole.focus();
    return row;
  };

  async function send(form) {
    const row = form.closest("[data-row]");
    if (!row || row.dataset.sending) return;
    row.dataset.sending = "1";
    say(`Sentence ${row.dataset.number}: saving …`);
    try {
      const reply = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: HEADER, redirect: "error", keepalive: true,
      });
      const kind = reply.headers.get("Content-Type") || "";
      if (!kind.includes("json")) throw new Error(String(reply.status));
      const answer = await reply.json();
      const typedIn = row.contains(document.activeElement) ? document.activeElement.name : "";
      const fresh = replace(row, answer.row);
      if (!reply.ok) {
        say(answer.said, true);
        // Who typed goes on typing there: as keys of the row, the next letters would be rulings.
        return (Array.from(fresh.querySelectorAll("input, select")).find((field) => field.name && field.name === typedIn) || fresh).focus();
      }
      say(answer.left ? `${answer.said} ${answer.left} left.` : `${answer.said} None is left.`);
      goOn(answer, fresh);
    } catch {
      delete row.dataset.sending;
      say(`Sentence ${row.dataset.number} was not saved. Look at the connection and press again.`, true);
    }
  }

  // --- Asking for one more key ---------------------------------------------------------------------------
  const ask = (row, words, answers) => {
    const place = row.querySelector("[data-asking]");
    place.textContent = words;
    place.hidden = false;
    say("");
    asking = { row, answers };
  };
  const stopAsking = () => {
    if (!asking) return;
    const place = asking.row.querySelector("[data-asking]");
    if (place) place.hidden = true;
    asking = null;
  };
  const options = (select, within) =>
    Array.from((within || select).querySelectorAll("option")).filter((option) => option.value);
  const numbered = (found) => found.map((option, place) => `${place + 1} ${option.textContent}`).join(", ");

  const decide = (form, decision) => {
    const choice = Array.from(form.querySelectorAll("[type=radio]")).find((one) => one.value === decision);
    if (choice) choice.checked = true;
    return Boolean(choice);
  };

  // Support: for each citation how far (in full, unless said otherwise), then whom its source studied.
  const support = (row, form) => {
    const citings = Array.from(form.querySelectorAll("[data-citing]"));
    if (!citings.length || !decide(form, "supported")) return say("It cites nothing that could support it.", true);
    const at = (place) => {
      if (place === citings.length) {
        stopAsking();
        return form.requestSubmit();
      }
      const degree = citings[place].querySelector("[data-degree]");
      const population = citings[place].querySelector("[data-population]");
      if (!degree.value) degree.value = "full";
      if (!population.value) population.value = studied.get(citings[place].dataset.citing) || "";
      const found = options(population);
      const answers = new Map();
      const show = () => {
        const count = citings.length > 1 ? `Source ${place + 1} of ${citings.length} ` : "It ";
        const now = degree.selectedOptions[0].textContent;
        const known = population.value ? `, Enter for ${population.selectedOptions[0].textContent}` : "";
        ask(row, `${count}${now} (f, p, b to change). Whom did it study? ${numbered(found)}${known}`, answers);
      };
      for (const [key, value] of [["f", "full"], ["p", "partial"], ["b", "background"]]) {
        answers.set(key, () => { degree.value = value; show(); });
      }
      found.forEach((option, number) => answers.set(String(number + 1), () => {
        population.value = option.value;
        studied.set(citings[place].dataset.citing, option.value);
        at(place + 1);
      }));
      if (population.value) answers.set("Enter", () => at(place + 1));
      show();
    };
    at(0);
  };

  const clear = (row, form) => {
    const reason = form.querySelector("[data-reason]");
    if (!reason || !decide(form, "cleared")) return say("This cannot be cleared: rule on its sources, or return it.", true);
    const found = options(reason, reason.querySelector("optgroup"));
    const answers = new Map(found.map((option, place) => [String(place + 1), () => {
      reason.value = option.value;
      stopAsking();
      form.requestSubmit();
    }]));
    const known = found.find((option) => option.value === reason.value);
    if (known) answers.set("Enter", () => { stopAsking(); form.requestSubmit(); });
    ask(row, `No health statement, because it ${numbered(found)}${known ? `, Enter for ${known.textContent}` : ""}`, answers);
  };

  const read = (row, form) => {
    if (decide(form, "read")) form.requestSubmit();
    else say("Reading is not enough here: support it, clear it or return it.", true);
  };

  const giveBack = (row, form) => {
    decide(form, "returned");
    form.querySelector("[data-comment]").focus();
    say("Say what to change; Enter returns the sentence.");
  };

  const withForm = async (row, action) => {
    const fresh = await opened(row);
    const form = fresh.querySelector("[data-ruling]");
    if (!form) return say("Claim the text first: only then can you rule on it.", true);
    return action(fresh, form);
  };

  async function more(row) {
    const panel = row.querySelector("[data-panel]");
    const door = row.querySelector("[data-more]");
    if (!panel.hidden) {
      panel.hidden = true;
      return;
    }
    if (!panel.childElementCount) {
      try {
        const reply = await fetch(`${door.href}?panel=1`, { redirect: "error" });
        if (!reply.ok) throw new Error(String(reply.status));
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        panel.replaceChildren(...page.body.childNodes);
      } catch {
        location.assign(door.href);
        return;
      }
    }
    panel.hidden = false;
    const first = panel.querySelector("textarea");
    if (first) first.focus();
  }

  const press = (row, selector) => {
    const form = row.querySelector(selector);
    if (form) form.requestSubmit();
    return Boolean(form);
  };

  const actions = {
    s: (row) => withForm(row, support),
    c: (row) => withForm(row, clear),
    a: (row) => withForm(row, read),
    r: (row) => withForm(row, giveBack),
    y: (row) => press(row, "[data-confirm]") || say("No earlier ruling waits here to be confirmed.", true),
    u: (row) => press(row, "[data-undo]") || say("No ruling stands here that could be taken back.", true),
    o: (row) => {
      const link = row.querySelector("[data-source]");
      if (link) window.open(link.href, "_blank", "noopener");
      else say("It cites no source.", true);
    },
    m: (row) => more(row),
    j: (row) => { const all = rows(); reach(all[all.indexOf(row) + 1]); },
    k: (row) => { const all = rows(); reach(all[all.indexOf(row) - 1]); },
    n: (row) => {
      const all = rows();
      const waits = (other) => "waits" in other.dataset;
      reach(all.slice(all.indexOf(row) + 1).find(waits) || all.find(waits));
    },
    "?": () => { if (keys) keys.open = !keys.open; },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      const row = event.target.closest("[data-row]");
      stopAsking();
      if (row) row.focus();
      return;
    }
    const row = event.target;
    if (!(row instanceof HTMLElement) || !("row" in row.dataset)) return;
    if (asking && asking.row === row && asking.answers.has(event.key)) {
      event.preventDefault();
      asking.answers.get(event.key)();
      return;
    }
    const action = Object.hasOwn(actions, event.key) && actions[event.key];
    if (!action) return;
    event.preventDefault();
    stopAsking();
    // What was said of the last key lies over the rows, and this is another.
    say("");
    action(row);
  });

  // A comment is what a returned sentence needs: Enter in its field returns, unless something else was chosen.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-row-form]") || !form.closest("[data-row]")) return;
    event.preventDefault();
    send(form);
  });
  document.addEventListener("click", (event) => {
    const door = event.target.closest("[data-more], [data-open]");
    if (!door || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const row = door.closest("[data-row]");
    if (door.matches("[data-more]")) more(row);
    else opened(row).then((fresh) => fresh.focus());
  });
  window.addEventListener("hashchange", landed);
  landed();
})();
