// Who else has this document open, and whether somebody has saved it since.
import { tell } from "./ask.js";
import { newName } from "./window_name.js";

const EVERY = 15000;

export function startPresence(editor) {
  const address = editor.addresses.here;
  if (!address) return;
  const name = `groundwell:window:${address}`;
  let number = sessionStorage.getItem(name);
  if (!number) {
    number = newName();
    sessionStorage.setItem(name, number);
  }
  const signs = (more = {}) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", editor.token);
    body.set("window", number);
    body.set("base", editor.form.elements.base.value);
    for (const [key, value] of Object.entries(more)) body.set(key, value);
    return body;
  };

  let newest = 0;

  async function sign() {
    if (document.hidden) return;
    newest += 1;
    const own = newest;
    try {
      const { ok, answer } = await tell(editor, address, signs());
      // An older answer that comes last would take back what a newer one said.
      if (!ok || own !== newest) return;
      const others = answer.others.join(" and ");
      const are = answer.others.length === 1 ? "has" : "have";
      editor.notice("others", others && `${others} ${are} this document open just now. Whoever saves second will be shown both texts.`);
      editor.notice("elsewhere", answer.elsewhere && "You have this document open in another window, too.");
      editor.notice("overtaken", answer.overtaken && `${answer.overtaken} Save yours, and you will be shown both.`);
    } catch { /* The preview and the keeping say that the line is down. */ }
  }

  sign();
  setInterval(sign, EVERY);
  document.addEventListener("visibilitychange", sign);
  window.addEventListener("pagehide", () => navigator.sendBeacon(address, signs({ leaving: "1" })));
}
