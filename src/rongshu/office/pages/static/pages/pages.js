// What the pages of a plan add: `/` for search, printing, unfolding, clean addresses, a chain's neighbours.
"use strict";

// A page that comes back from the history runs its scripts again; listeners must not be doubled.
if (!window.rongshuPages) {
  window.rongshuPages = true;

  const editable = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const find = document.getElementById("find");
    if (event.key === "/" && find && !editable(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const menu = document.getElementById("office-menu");
      if (menu) menu.classList.add("show");
      event.preventDefault();
      find.focus();
      find.select();
    }
    const found = document.getElementById("found");
    if (!found || !found.firstElementChild || !event.target.closest("#find, #found")) return;
    if (event.key === "Escape") { found.replaceChildren(); find.focus(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const links = [find, ...found.querySelectorAll("a")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = links[links.indexOf(document.activeElement) + step];
      if (next) next.focus();
      event.preventDefault();
    }
  });

  document.addEventListener("click", (event) => {
    const found = document.getElementById("found");
    if (found && !event.target.closest("#find, #found")) found.replaceChildren();
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-unfold]")) {
      const all = [...document.querySelectorAll("#list details:not(.cite-more)")];
      const open = !all.every((each) => each.open);
      all.forEach((each) => { each.open = open; });
    }
  });

  // An address keeps only what narrows the view.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") return;
    for (const key of Object.keys(event.detail.parameters)) {
      if (event.detail.parameters[key] === "") delete event.detail.parameters[key];
    }
  });

  // What is folded is printed unfolded, but for check results: hundreds of notes would bury the warnings.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open]):not(.cite-more):not(.rule)")];
    folded.forEach((each) => { each.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));

  // The folds around the passage that the address names.
  function unfold() {
    const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!aim) return;
    for (let each = aim; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    aim.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", unfold);
  document.addEventListener("DOMContentLoaded", unfold);

  // In a chain's panorama a node shows its links.
  function neighbours(event) {
    const node = event.target.closest && event.target.closest("[data-node]");
    if (!node) return;
    const shown = event.type === "mouseover" || event.type === "focusin";
    const picture = node.ownerSVGElement;
    const own = node.dataset.node;
    picture.classList.toggle("looking", shown);
    picture.querySelectorAll(".links .link").forEach((link) => {
      link.classList.toggle("lit", shown && (link.dataset.from === own || link.dataset.to === own));
    });
  }
  for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(kind, neighbours);
}
