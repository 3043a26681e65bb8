// Brings the cited words into view, and turns a selection into a citation.
"use strict";

(function () {
  const body = document.querySelector(".doc-body");
  if (!body) return;

  const cited = body.querySelector("mark.cited");
  if (cited) cited.scrollIntoView({ block: "center" });
  const outline = document.querySelector(".doc-outline");
  if (outline && window.matchMedia("(max-width: 991px)").matches) outline.removeAttribute("open");

  const field = document.querySelector("#correct input[name=cite]");
  if (!field) return;

  // Characters are counted in code points, as the citations are.
  function offsetIn(text, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(text);
    range.setEnd(node, offset);
    return Array.from(range.toString()).length;
  }
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const start = range.startContainer.parentElement && range.startContainer.parentElement.closest(".doc-text");
    const end = range.endContainer.parentElement && range.endContainer.parentElement.closest(".doc-text");
    if (!start || start !== end) return;
    const from = offsetIn(start, range.startContainer, range.startOffset);
    const to = offsetIn(start, range.endContainer, range.endOffset);
    if (to > from) field.value = `p${start.dataset.p}:${from}-${to}`;
  });
})();
