// What a phone or a keyboard would stumble over on this page: a list of sentences.
() => {
  const problems = [];
  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const said = (element) => element.outerHTML.slice(0, 90);
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) problems.push(`the page is ${wide} wide`);
  document.querySelectorAll("main *").forEach((element) => {
    if (!shown(element) || element.closest("svg")) return;
    const style = getComputedStyle(element);
    const scrolls = style.overflowX === "auto" || style.overflowX === "scroll";
    // the links of a <nav> take the keyboard there
    const reached = element.tabIndex >= 0 || element.matches("nav");
    if (scrolls && element.scrollWidth > element.clientWidth + 1 && !reached)
      problems.push(`scrolls, but the keyboard cannot reach it: ${said(element)}`);
    if (!element.matches("button, a.btn, select, input:not([type=checkbox], [type=radio])")) return;
    const box = element.getBoundingClientRect();
    const hidden = element.closest(".visually-hidden, .visually-hidden-focusable");
    if (!hidden && box.width && (box.height < 24 || box.width < 24))
      problems.push(`too small for a finger, ${Math.round(box.width)} × ${Math.round(box.height)}: ${said(element)}`);
  });
  return problems;
}
