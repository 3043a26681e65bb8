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

  function textAround(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element && element.closest(".doc-text");
  }
  // Characters are counted in code points, as the citations are.
  function offsetIn(text, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(text);
    if (node) range.setEnd(node, offset);
    return Array.from(range.toString()).length;
  }
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const text = textAround(range.startContainer);
    if (!text) return;
    const from = offsetIn(text, range.startContainer, range.startOffset);
    // A selection that runs on into the next paragraph (a triple click does) ends with its first one.
    const inside = textAround(range.endContainer) === text;
    const to = inside ? offsetIn(text, range.endContainer, range.endOffset) : offsetIn(text, null, 0);
    if (to > from) field.value = `p${text.dataset.p}:${from}-${to}`;
  });
})();
