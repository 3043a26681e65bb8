// The registry's lists: which rows are chosen, which columns show, and deciding with the keyboard.
"use strict";

if (!window.rongshuRegistry) {
  window.rongshuRegistry = true;

  function count(form) {
    const chosen = form.querySelectorAll("input[name=row]:checked").length;
    const bar = form.querySelector("[data-bulk]");
    if (!bar) return;
    bar.hidden = chosen === 0;
    bar.querySelector("[data-count]").textContent = String(chosen);
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("#bulk");
    if (!form) return;
    if (event.target.matches("[data-all]")) {
      form.querySelectorAll("input[name=row]").forEach((box) => { box.checked = event.target.checked; });
    }
    count(form);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-columns]");
    if (!form) return;
    const chosen = [...form.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);
    form.querySelector("input[name=columns]").value = chosen.join(",");
  });

  // An address keeps only what narrows the view.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") return;
    for (const key of Object.keys(event.detail.parameters)) {
      if (event.detail.parameters[key] === "") delete event.detail.parameters[key];
    }
  });

  // On a phone the tabs scroll: the current one is brought into view.
  document.addEventListener("DOMContentLoaded", () => {
    const tab = document.querySelector(".registry-tabs [aria-current]");
    if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 40;
  });

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest && event.target.closest("[data-queue] > li");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (step) {
      event.preventDefault();
      if (row[step]) row[step].focus();
      return;
    }
    const button = row.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (!button) return;
    event.preventDefault();
    const next = row.nextElementSibling;
    button.click();
    if (next) next.focus();
  });
}
