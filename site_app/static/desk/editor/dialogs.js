// A window of the editor: opens over the page, Escape closes it, and the text has the focus again.

export function dialogCalled(name) {
  return document.querySelector(`[data-dialog="${name}"]`);
}

// `back` runs whenever the dialog closes without a result.
export function open(dialog, back) {
  dialog.returnValue = "";
  dialog.onclose = () => { if (!dialog.returnValue) back(); };
  for (const button of dialog.querySelectorAll("[data-cancel]")) {
    button.onclick = (event) => { event.preventDefault(); dialog.close(""); };
  }
  if (!dialog.open) dialog.showModal();
}

export function closeWith(dialog, result) {
  dialog.returnValue = result;
  dialog.close(result);
}
