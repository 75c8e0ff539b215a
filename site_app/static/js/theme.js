// The reader's choice of light or dark, kept on this device alone. Without it the device decides.

const KEPT = "groundwell-theme";

function kept() {
  try {
    return localStorage.getItem(KEPT) || "auto";
  } catch {
    return "auto";
  }
}

function keep(choice) {
  try {
    if (choice === "auto") localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, choice);
  } catch {
    // A browser that keeps nothing still shows the choice on this page.
  }
}

function show(choice) {
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
}

function tick() {
  const button = document.querySelector(`.theme input[value="${kept()}"]`);
  if (button) button.checked = true;
}

show(kept());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tick);
else tick();
document.addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  keep(event.target.value);
  show(event.target.value);
});
