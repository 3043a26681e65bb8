// What every page shares.
"use strict";

// A session that ended while the page stood open: go to the login page instead of swapping it into a corner.
document.addEventListener("htmx:beforeSwap", (event) => {
  const reached = event.detail.xhr.responseURL || "";
  if (reached.includes("/accounts/login/")) {
    event.preventDefault();
    window.location.reload();
  }
});

// Forms that submit themselves when a choice changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

// The server hangs up on a file that is too large; here there is still a word for it.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.type !== "file") return;
  const most = Number(document.body.dataset.most);
  const large = Array.from(field.files).some((file) => file.size > most);
  field.setCustomValidity(large ? document.body.dataset.tooLarge : "");
  if (large) {
    field.reportValidity();
    field.value = "";
  }
});

// Destructive buttons ask first.
document.addEventListener("submit", (event) => {
  const asked = event.submitter && event.submitter.dataset.confirm;
  if (asked && !window.confirm(asked)) event.preventDefault();
});

// A part that could not be loaded or saved is said, not swallowed.
function sayFailed() {
  const place = document.getElementById("messages");
  if (!place || place.querySelector("[data-failure]")) return;
  const alert = document.createElement("div");
  alert.className = "alert alert-danger";
  alert.setAttribute("role", "alert");
  alert.dataset.failure = "1";
  alert.textContent = place.dataset.failed;
  place.append(alert);
  alert.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:responseError", sayFailed);
document.addEventListener("htmx:sendError", sayFailed);
