// The preview: asked for after each pause, shown only if nothing newer is shown already.

const SHORTEST_PAUSE = 150;
const LONGEST_PAUSE = 1500;
// The server answers 120 a minute; a quick writer is slowed down before it has to refuse.
const CALM_A_MINUTE = 80;
const AGAIN_AFTER = 5000;

export function startPreview(editor) {
  const { form, pane } = editor;
  const status = form.querySelector("[data-preview-status]");
  const longText = form.querySelector("[data-long-text]");
  let newest = 0;
  let shown = 0;
  let timer = 0;
  let running = null;
  let took = 0;
  let asked = [];
  // What was typed since the text that the preview speaks of: its places are not those of the text any more.
  let isBehind = false;

  // The counter is heard here and seen in the preview and in the bar; anything else is seen as well.
  const say = (words, isCounter = false) => {
    status.textContent = words;
    status.classList.toggle("visually-hidden", isCounter);
  };
  const again = () => { clearTimeout(timer); timer = setTimeout(renew, AGAIN_AFTER); };

  function pause() {
    const now = Date.now();
    asked = asked.filter((at) => now - at < 60000);
    if (asked.length > CALM_A_MINUTE) return LONGEST_PAUSE;
    return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, took));
  }

  async function renew() {
    clearTimeout(timer);
    const sequence = ++newest;
    if (running) running.abort();
    running = new AbortController();
    isBehind = false;
    const body = new FormData(form);
    body.set("sequence", String(sequence));
    body.set("kind", form.elements.kind ? form.elements.kind.value : form.dataset.kind);
    asked.push(Date.now());
    const started = performance.now();
    try {
      const reply = await fetch(editor.addresses.preview, {
        method: "POST", body, signal: running.signal, headers: { "X-CSRFToken": editor.token }, redirect: "error",
      });
      // Only an answer that says it is this preview may be shown: never a sign-in page or an error.
      if (!reply.ok || reply.headers.get("X-Groundwell-Preview") !== String(sequence)) {
        let words = "The preview could not be renewed. Your text is safe in the form; save it.";
        if ((reply.headers.get("Content-Type") || "").includes("json")) words = (await reply.json()).error;
        if (sequence === newest) {
          isBehind = true;
          say(words);
          form.dispatchEvent(new CustomEvent("unread"));
          if (reply.status === 429) again();
        }
        return;
      }
      const html = await reply.text();
      if (sequence < shown) return;
      shown = sequence;
      took = performance.now() - started;
      show(html);
    } catch (problem) {
      if (problem.name !== "AbortError" && sequence === newest) {
        isBehind = true;
        say("No connection. Your text is safe in the form; the preview follows when the line is back.");
        form.dispatchEvent(new CustomEvent("unread"));
        again();
      }
    }
  }

  const doors = () => Array.from(pane.querySelectorAll("a[href], button, summary"));

  function show(html) {
    const wasOpen = pane.querySelector("[data-gaps]")?.open;
    const held = doors().indexOf(document.activeElement);
    const words = held < 0 ? "" : document.activeElement.textContent;
    pane.innerHTML = html;
    if (wasOpen) pane.querySelector("[data-gaps]")?.setAttribute("open", "");
    // Who stands in the preview with the keyboard goes on from there, and not from the top of the page.
    if (held >= 0) {
      const now = doors();
      const same = now[held]?.textContent === words ? now[held] : now.find((door) => door.textContent === words);
      (same || now[held] || pane.closest("[tabindex]")).focus({ preventScroll: true });
    }
    read();
  }

  // What the preview says of each statement, for the other parts of the editor.
  function read() {
    const facts = pane.querySelector("[data-facts]");
    editor.statements = facts ? JSON.parse(facts.textContent) : [];
    const counter = pane.querySelector("[data-counter]");
    if (counter) say(counter.textContent, true);
    form.dispatchEvent(new CustomEvent("renewed"));
  }

  // A long text is read on request only, so that typing stays quick for everybody on the same server.
  const isLong = () =>
    editor.texts.reduce((sum, field) => sum + field.value.length, 0) > Number(form.dataset.atOnce);
  const later = () => {
    clearTimeout(timer);
    longText.hidden = !isLong();
    isBehind = true;
    if (longText.hidden) timer = setTimeout(renew, pause());
  };

  editor.renew = renew;
  // Whether the places that the preview names are those of the text; waits for the reading that makes it so.
  editor.isCurrent = () => !isBehind && shown === newest;
  editor.isRead = () => {
    if (editor.isCurrent()) return Promise.resolve(true);
    return new Promise((done) => {
      const settle = (event) => {
        // An answer on its way while one typed on says nothing of the text as it is now.
        if (event.type === "renewed" && (isBehind || shown !== newest)) return;
        form.removeEventListener("renewed", settle);
        form.removeEventListener("unread", settle);
        done(event.type === "renewed");
      };
      form.addEventListener("renewed", settle);
      form.addEventListener("unread", settle);
      if (isBehind) renew();
    });
  };
  form.querySelector("[data-renew]").addEventListener("click", renew);
  // Not `change`: a field that one only leaves says it, too, and nothing is new then.
  form.addEventListener("input", later);
  window.addEventListener("online", renew);
  if (pane.firstElementChild) read();
}
