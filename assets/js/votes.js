// Votes without reloading the page: <form id="voter"> is sent in the background when a button of its
// own (support or withdraw, its value an idea) is pressed, and the answer takes the place of #voix:
// its words, and in data-given the ideas that have this voice's votes. The list of ideas is the
// same for all who listen (live.js): the buttons are marked again each time it comes.
"use strict";
(() => {
  const form = document.getElementById("voter");
  const ballot = document.getElementById("voix");
  if (!form || !ballot) return;

  const mark = () => {
    const given = new Set(ballot.dataset.given.split(" "));
    for (const button of document.querySelectorAll("button[form=voter]")) {
      const mine = given.has(button.value);
      button.name = mine ? "withdraw" : "support";
      button.setAttribute("aria-pressed", mine);
    }
  };

  const take = (markup) => {
    const template = document.createElement("template");
    template.innerHTML = markup;
    const fresh = template.content.getElementById("voix");
    ballot.dataset.given = fresh.dataset.given;
    ballot.replaceChildren(...fresh.childNodes);
    mark();
  };

  // One at a time, in the order of the taps: the last answer is the latest state.
  let queue = Promise.resolve();
  const send = async (fields) => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields),
        headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(15000) });
      if (answer.redirected || (!answer.ok && answer.status !== 422)) location.reload();
      else take(await answer.text());
    } catch {
      ballot.textContent = ballot.dataset.failed;
      mark();
    }
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const fields = new FormData(form);
    fields.append(button.name, button.value);
    button.setAttribute("aria-pressed", button.name === "support");
    button.name = button.name === "support" ? "withdraw" : "support";
    queue = queue.then(() => send(fields));
  });
  document.addEventListener("live", mark);
})();
