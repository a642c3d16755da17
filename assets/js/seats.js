// The seats taken, counted again at each choice: <select data-kind="commune"> chooses, and
// <div data-seats="commune" data-words="{n} sur {of}" data-of="10" data-state> with a <strong>
// and a <progress> says how many. What is saved is counted by the server.
"use strict";
(() => {
  const selects = [...document.querySelectorAll("select[data-kind]")];
  const number = new Intl.NumberFormat(document.documentElement.lang || "fr");

  const count = (seats) => {
    const of = Number(seats.dataset.of);
    const n = selects.filter((s) => s.dataset.kind === seats.dataset.seats && s.value === "selected").length;
    seats.querySelector("strong").textContent =
      seats.dataset.words.replace("{n}", number.format(n)).replace("{of}", number.format(of));
    seats.querySelector("progress").value = Math.min(n, of);
    seats.dataset.state = n === of ? "ok" : "partial";
  };

  if (selects.length === 0) return;
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-kind]")) document.querySelectorAll("[data-seats]").forEach(count);
  });
})();
