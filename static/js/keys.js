// Keys on lists: / searches, j and k walk the rows, x selects, Enter opens, ? explains. Can be switched off.
// Rows are [data-row]; nothing here does what a click could not.
(() => {
  const help = document.querySelector("dialog.keys");
  const off = () => localStorage.getItem("keys") === "off";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const current = () => document.querySelector("[data-row].is-current");

  const walk = (step) => {
    const all = rows();
    if (!all.length) return;
    const place = all.indexOf(current());
    const next = all[place < 0 ? 0 : Math.min(all.length - 1, Math.max(0, place + step))];
    current()?.classList.remove("is-current");
    next.classList.add("is-current");
    next.scrollIntoView({ block: "nearest" });
    next.querySelector("a, input")?.focus({ preventScroll: true });
  };
  const actions = {
    "/": () => [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent)?.focus(),
    j: () => walk(1),
    k: () => walk(-1),
    x: () => current()?.querySelector(".row-select")?.click(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (off() || typing || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.matches(".row-select")) {
      event.preventDefault();
      event.target.closest("[data-row]").querySelector("[data-open]").click();
    } else if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-help]")) return;
    event.preventDefault();
    help.showModal();
  });
  const use = help.querySelector("[data-keys-switch]");
  use.checked = !off();
  use.addEventListener("change", () => localStorage.setItem("keys", use.checked ? "on" : "off"));
})();
