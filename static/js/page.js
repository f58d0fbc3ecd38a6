// Small conveniences of every page: menus close, notices can be closed, "select all" selects, "copy" copies.
// Everything here works without it too, only with a click more.
(() => {
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    event.target.closest("[data-close-notice]")?.closest(".alert").remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null);
  });

  // A checkbox with data-select-all="NAME" in a form rules the form's checkboxes of that name.
  const rows = (all) => [...all.form.querySelectorAll(`input[type=checkbox][name="${all.dataset.selectAll}"]`)];
  const count = (all) => {
    const boxes = rows(all);
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = boxes.length > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    for (const place of all.form.querySelectorAll("[data-selected-count]")) place.textContent = `${chosen} selected`;
  };
  document.addEventListener("change", (event) => {
    const all = event.target.form?.querySelector("[data-select-all]");
    if (!all) return;
    if (event.target === all) for (const box of rows(all)) box.checked = all.checked;
    count(all);
  });
  // What was asked for and is answered is marked no longer.
  document.addEventListener("change", (event) => {
    if (event.target.value) event.target.classList.remove("is-asked");
  });

  // A row's Save stands out while the row has what is not saved, and nobody leaves such a page by mistake.
  const isChanged = (field) => (field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected) : field.value !== field.defaultValue);
  const unsaved = (form) => [...form.elements].some((field) => field.name && field.type !== "hidden" && isChanged(field));
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-unsaved]")) return;
    const save = [...form.elements].find((field) => field.type === "submit");
    save?.classList.toggle("btn-primary", unsaved(form));
    save?.classList.toggle("btn-outline-secondary", !unsaved(form));
  });
  let sending = false;
  document.addEventListener("submit", (event) => (sending = !event.defaultPrevented));
  addEventListener("beforeunload", (event) => {
    if (!sending && [...document.querySelectorAll("form[data-unsaved]")].some(unsaved)) event.preventDefault();
  });

  // Who came from a search goes back to that search.
  for (const link of document.querySelectorAll("a[data-back]")) {
    if (document.referrer.startsWith(`${link.origin}${link.pathname}?`)) link.href = document.referrer;
  }

  // A search's address names only what was filled in.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  // A button with data-copy="ID" copies that field's text. The clipboard is there on https and localhost alone.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
      button.querySelector("span").textContent = copied ? "Copied" : "Selected: press Ctrl+C";
    });
  }

  // Filters are closed on phones and stand open beside the table elsewhere.
  if (matchMedia("(min-width: 75rem)").matches) document.querySelectorAll("[data-open-when-wide]").forEach((part) => (part.open = true));

  document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("[data-select-all]").forEach(count));
})();
