// What a screen reader or weak eyes would stumble over on this page: a list of sentences.
() => {
  const problems = [];
  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const named = (element) =>
    (element.getAttribute("aria-label") || element.textContent || element.title || "").trim() ||
    Array.from(element.querySelectorAll("img")).some((image) => image.alt.trim());
  document.querySelectorAll("input, select, textarea").forEach((field) => {
    if (field.type === "hidden" || !shown(field)) return;
    const labelled = (field.labels && field.labels.length) || field.getAttribute("aria-label");
    if (!labelled) problems.push(`no label: ${field.outerHTML.slice(0, 90)}`);
  });
  document.querySelectorAll("a[href], button").forEach((element) => {
    if (shown(element) && !named(element)) problems.push(`no name: ${element.outerHTML.slice(0, 90)}`);
  });
  document.querySelectorAll("img:not([alt])").forEach((image) => problems.push(`no alt: ${image.src}`));
  const ids = Array.from(document.querySelectorAll("[id]"), (element) => element.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => problems.push(`id twice: ${id}`));
  if (document.querySelectorAll("h1").length !== 1) problems.push("not one h1");
  if (!document.documentElement.lang) problems.push("no language");

  const parse = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const part = (value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const over = (top, below) => {
    const alpha = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map((at) => top[at] * alpha + below[at] * (1 - alpha));
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null; // a gradient is looked at by people
      const colour = parse(style.backgroundColor);
      if (colour.length === 3 || colour[3] > 0) layers.unshift(colour);
    }
    return layers.reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.nodeValue.trim() || seen.has(element) || !shown(element)) continue;
    seen.add(element);
    if (element.closest("[disabled], .visually-hidden, .visually-hidden-focusable")) continue;
    const ground = behind(element);
    if (!ground) continue;
    const style = getComputedStyle(element);
    const [high, low] = [light(over(parse(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      problems.push(`contrast ${ratio.toFixed(2)}: ${element.className || element.tagName} "${element.textContent.trim().slice(0, 24)}"`);
    }
  }
  return problems;
}
