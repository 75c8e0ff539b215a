// Unsaved text is kept on the server every few seconds, and in this browser for as long as the server has not
// said that it has it. Neither is a revision.
import { tell } from "./ask.js";
import { browserText } from "./browser_text.js";
import { newName } from "./window_name.js";

const PAUSE = 2000;
// Who types without a pause is kept all the same.
const AT_THE_LATEST = 8000;
const AGAIN_AFTER = 5000;
const LONGEST_WAIT = 3000;

export function startKeeping(editor) {
  const { form } = editor;
  const status = form.querySelector("[data-kept-status]");
  const local = browserText(editor);
  let timer = 0;
  let since = 0;
  let typed = 0;
  let running = null;
  let saving = false;
  let held = false;
  // Each opened page is a window of its own: none writes over what another has kept.
  form.elements.window.value = newName();

  function keep() {
    clearTimeout(timer);
    // Never two at once: the older of two could arrive last.
    if (!running && !saving) running = send().finally(() => { running = null; });
  }

  async function send() {
    since = 0;
    const sequence = typed;
    try {
      const { ok, answer } = await tell(editor, editor.addresses.keep, new FormData(form));
      if (ok) {
        form.elements.copy.value = answer.copy;
        if (sequence === typed) local.forget();
      }
      if (!saving) status.textContent = ok ? answer.kept : answer.error || "Not kept: the desk did not answer as it should. Save your text, or copy it.";
      if (!ok) later(AGAIN_AFTER);
    } catch {
      if (!saving) status.textContent = "Not kept at the desk: no connection. It is kept in this browser and tried again.";
      later(AGAIN_AFTER);
    }
    if (sequence !== typed) later(PAUSE);
  }

  function later(pause) {
    clearTimeout(timer);
    since = since || Date.now();
    timer = setTimeout(keep, Math.max(0, Math.min(pause, since + AT_THE_LATEST - Date.now())));
  }

  const changed = (event) => {
    if (event.target.closest?.("dialog")) return;
    typed += 1;
    local.keepSoon();
    later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    saving = true;
    clearTimeout(timer);
    local.keepNow();
    // What is on its way to be kept must not arrive behind the save that makes it needless.
    if (!running) return;
    event.preventDefault();
    if (held) return;
    held = true;
    const button = event.submitter;
    Promise.race([running, new Promise((done) => { setTimeout(done, LONGEST_WAIT); })]).then(() => {
      held = false;
      running = null;
      form.requestSubmit(button);
    });
  });
  // A window that is closed says its last words.
  window.addEventListener("pagehide", () => {
    if (saving || typed === 0 || !local.isKept()) return;
    local.keepNow();
    navigator.sendBeacon(editor.addresses.keep, new FormData(form));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) saving = false; });
  window.addEventListener("online", () => { if (local.isKept()) keep(); });
  local.offer(() => { typed += 1; later(0); });
}
