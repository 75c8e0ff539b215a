// Whom or what a document speaks of is asked only where its kind has it.

export function startKinds({ form }) {
  const kind = form.elements.kind;
  if (!kind) return;
  const show = () => {
    for (const name of ["topic", "person"]) {
      const isMeant = kind.value === name;
      if (!isMeant) form.elements[name].value = "";
      form.elements[name].closest(".desk-field").hidden = !isMeant;
    }
  };
  kind.addEventListener("change", show);
  // A page that is gone back to, and a text that is put back, have their old choice again and say nothing of it.
  window.addEventListener("pageshow", show);
  form.addEventListener("renewed", show);
  show();
}
