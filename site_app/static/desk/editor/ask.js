// Questions to the server. A sign-in page is no answer: redirects are refused.

// Post a form's data; gives {ok, status, answer}. Throws when nobody answers.
export async function tell(editor, address, body, signal) {
  const reply = await fetch(address, {
    method: "POST", body, signal, headers: { "X-CSRFToken": editor.token }, redirect: "error",
  });
  const isJson = (reply.headers.get("Content-Type") || "").includes("json");
  return { ok: reply.ok && isJson, status: reply.status, answer: isJson ? await reply.json() : {} };
}

export async function offered(address, words, more = {}) {
  const asked = new URLSearchParams({ q: words, ...more });
  const reply = await fetch(`${address}?${asked}`, { redirect: "error", headers: { Accept: "application/json" } });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.error);
  return answer.offers;
}
