// A field that proposes: <input data-suggest="/territoires?q="> becomes an ARIA 1.2 combobox with a
// list fed by JSON [{value, label, detail}]. data-suggest-value names (by id) the hidden input that
// takes the value chosen; typing again empties it. Without this script the server reads the text.
// Words: data-suggest-count "{n} propositions", data-suggest-none.
"use strict";
(() => {
  const WAIT = 180;
  const LEAST = 2;

  const enhance = (input, index) => {
    const list = document.createElement("ul");
    const voice = document.createElement("span");
    const box = document.createElement("div");
    const target = document.getElementById(input.dataset.suggestValue || "");
    let items = [], active = -1, timer = 0, request = null;

    list.id = (input.id || "suggestion-" + index) + "-liste";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels && input.labels[0] ? input.labels[0].textContent.trim() : "");
    list.hidden = true;
    voice.className = "hidden-text";
    voice.setAttribute("role", "status");
    box.className = "suggest";
    input.replaceWith(box);
    box.append(input, list, voice);
    input.autocomplete = "off";
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const point = (to) => {
      active = to;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === to)));
      if (to < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[to].id);
      list.children[to].scrollIntoView({ block: "nearest" });
    };
    const choose = (i) => {
      input.value = items[i].label;
      if (target) target.value = items[i].value;
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const show = () => {
      list.replaceChildren(...items.map((item, i) => {
        const option = document.createElement("li");
        const detail = document.createElement("small");
        option.id = list.id + "-" + i;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        detail.textContent = item.detail || "";
        option.append(item.label, " ", detail);
        return option;
      }));
      active = -1;
      list.hidden = items.length === 0;
      input.setAttribute("aria-expanded", String(items.length > 0));
      input.removeAttribute("aria-activedescendant");
      voice.textContent = items.length ? (input.dataset.suggestCount || "{n}").replace("{n}", items.length)
        : input.dataset.suggestNone || "";
    };
    const ask = async () => {
      const text = input.value.trim();
      if (request) request.abort();
      if (text.length < LEAST) { items = []; return close(); }
      request = new AbortController();
      try {
        const reply = await fetch(input.dataset.suggest + encodeURIComponent(text),
          { headers: { Accept: "application/json" }, signal: request.signal });
        items = reply.ok ? await reply.json() : [];
      } catch (error) {
        if (error.name === "AbortError") return;
        items = [];
      }
      if (document.activeElement === input) show();
    };

    input.addEventListener("input", () => {
      if (target) target.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" && !open) ask();
      else if (event.key === "ArrowDown") point((active + 1) % items.length);
      else if (event.key === "ArrowUp" && open) point(active > 0 ? active - 1 : items.length - 1);
      else if (event.key === "Enter" && open && active >= 0) choose(active);
      else if (event.key === "Escape" && open) close();
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose([...list.children].indexOf(option));
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(enhance);
})();
