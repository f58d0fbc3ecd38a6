// A choice made while an answer is under way must not be undone by it: that answer shows the choices before.
// The form's requests follow each other (hx-sync), so the answer to the last choice is always still to come.
(() => {
  let choices = 0;
  document.addEventListener("change", (event) => (choices += event.target.form?.id === "mapping" ? 1 : 0), true);
  document.addEventListener("htmx:beforeRequest", ({ detail }) => (detail.xhr.choices = choices));
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.choices !== choices) event.preventDefault();
  });
})();
