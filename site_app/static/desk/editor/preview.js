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

  const say = (words) => { status.textContent = words; };
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
          say(words);
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
        say("No connection. Your text is safe in the form; the preview follows when the line is back.");
        again();
      }
    }
  }

  function show(html) {
    const wasOpen = pane.querySelector("[data-gaps]")?.open;
    pane.innerHTML = html;
    if (wasOpen) pane.querySelector("[data-gaps]")?.setAttribute("open", "");
    read();
  }

  // What the preview says of each statement, for the other parts of the editor.
  function read() {
    const facts = pane.querySelector("[data-facts]");
    editor.statements = facts ? JSON.parse(facts.textContent) : [];
    const counter = pane.querySelector("[data-counter]");
    if (counter) say(counter.textContent);
    form.dispatchEvent(new CustomEvent("renewed"));
  }

  // A long text is read on request only, so that typing stays quick for everybody on the same server.
  const isLong = () =>
    editor.texts.reduce((sum, field) => sum + field.value.length, 0) > Number(form.dataset.atOnce);
  const later = () => {
    clearTimeout(timer);
    longText.hidden = !isLong();
    if (longText.hidden) timer = setTimeout(renew, pause());
  };

  editor.renew = renew;
  form.querySelector("[data-renew]").addEventListener("click", renew);
  for (const name of ["input", "change"]) form.addEventListener(name, later);
  window.addEventListener("online", renew);
  if (pane.firstElementChild) read();
}
