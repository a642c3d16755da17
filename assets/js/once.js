// A form is sent once: a second press on the button does nothing while the first is on its way.
// <button data-busy="Envoi en cours…"> gives the words shown meanwhile. The button is not disabled,
// so that it keeps the focus and its own name and value are sent.
"use strict";
(() => {
  const sent = new WeakSet();

  const mark = (button) => {
    button.dataset.label = button.innerHTML;
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  };

  const release = (form) => {
    sent.delete(form);
    for (const button of form.elements) {
      if (!("label" in button.dataset)) continue;
      button.innerHTML = button.dataset.label;
      button.removeAttribute("aria-disabled");
      delete button.dataset.label;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.target === "_blank" || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    const button = event.submitter;
    if (button && button.matches("button")) mark(button);
    // The answer may be a file to download: the page stays, and the form must serve again.
    setTimeout(() => release(form), 15000);
  });

  // Back from the next page, the browser shows this one as it was left.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });

  // On a phone the rope, the menu and the tabs are wider than the screen: bring the present one into sight.
  for (const strip of document.querySelectorAll(".rope ol, nav.main, nav.tabs")) {
    const here = strip.querySelector("[aria-current=page]") || strip.querySelector("[aria-current]");
    if (!here) continue;
    const place = here.getBoundingClientRect();
    const frame = strip.getBoundingClientRect();
    strip.scrollLeft += place.left + place.width / 2 - frame.left - frame.width / 2;
  }
})();
