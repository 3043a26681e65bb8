// The keyboard of the review: j and k move, a accepts, e edits, r rejects.
"use strict";

(function () {
  const rows = document.getElementById("review-rows");
  const panel = document.getElementById("review-panel");
  if (!rows || !panel) return;

  const kind = document.querySelector(".review-kinds .active");
  if (kind) kind.scrollIntoView({ block: "nearest", inline: "center" });

  function mark(id) {
    rows.querySelectorAll(".review-row").forEach((row) => {
      const here = row.id === id;
      row.classList.toggle("active", here);
      if (here) {
        row.setAttribute("aria-current", "true");
        row.scrollIntoView({ block: "nearest" });
      } else {
        row.removeAttribute("aria-current");
      }
    });
  }
  function move(step) {
    const all = Array.from(rows.querySelectorAll(".review-row"));
    const at = all.findIndex((row) => row.classList.contains("active"));
    const next = all[at + step];
    if (next) next.click();
  }
  document.addEventListener("htmx:afterSettle", () => {
    const card = panel.querySelector("[data-row]");
    if (card) mark(card.dataset.row);
    const first = panel.querySelector(".review-leaves input, .review-leaves select, .review-leaves textarea");
    if (first && !panel.contains(document.activeElement)) first.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) {
      const leave = panel.querySelector("[data-key=Escape]");
      if (leave) leave.click();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
      return;
    }
    const button = panel.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
})();
