// Runs before the first paint, so that a dark page never flashes white.
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  function show() {
    if (root.dataset.theme === "auto") {
      root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
      document.querySelectorAll(".office-menu").forEach((menu) => {
        menu.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
      });
      document.dispatchEvent(new CustomEvent("office:theme"));
    }
  }
  show();
  dark.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", show);

  // Paper is white, whatever the screen is.
  let before = "";
  window.addEventListener("beforeprint", () => {
    before = root.getAttribute("data-bs-theme");
    root.setAttribute("data-bs-theme", "light");
  });
  window.addEventListener("afterprint", () => {
    root.setAttribute("data-bs-theme", before);
    show();
  });
})();
