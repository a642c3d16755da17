// How many characters a text has, of how many it may have: <textarea maxlength="1500"
// data-counter="{n} caractères sur {max}">. The line is drawn for the eye at each key; it is
// read aloud only near the end (nine tenths) and when typing pauses.
"use strict";
(() => {
  const NEAR = 0.9;
  const PAUSE = 1000;
  const number = new Intl.NumberFormat(document.documentElement.lang || "fr");

  const count = (area, index) => {
    const max = area.maxLength;
    const line = document.createElement("p");
    line.className = "counter";
    line.id = (area.id || "texte-" + index) + "-compte";
    const voice = document.createElement("span");
    voice.className = "hidden-text";
    voice.setAttribute("role", "status");
    area.after(line, voice);
    area.setAttribute("aria-describedby", ((area.getAttribute("aria-describedby") || "") + " " + line.id).trim());

    let timer = 0;
    const draw = () => {
      const n = area.value.length;
      const near = n >= max * NEAR;
      line.textContent = area.dataset.counter.replace("{n}", number.format(n)).replace("{max}", number.format(max));
      line.dataset.state = near ? "near" : "";
      clearTimeout(timer);
      if (near) timer = setTimeout(() => { voice.textContent = line.textContent; }, PAUSE);
      else voice.textContent = "";
    };
    area.addEventListener("input", draw);
    if (area.form) area.form.addEventListener("reset", () => setTimeout(draw));
    draw();
    clearTimeout(timer);
  };

  document.querySelectorAll("textarea[maxlength][data-counter]").forEach(count);
})();
