// Keeps a page alive: <div data-live="/…/flux"> listens to a stream of events, each an HTML fragment
// whose root elements have an id and replace the element of that id. Focus, typed text and open
// details survive. A fragment with data-say="…" is read aloud, at most every ten seconds.
// The .live-status inside says (data-lost) when the connection is lost; a [data-live-refresh] control
// is hidden while it holds. Each element put in place says so by an event "live" that bubbles.
// Reconnects with a growing, random delay and ?last=ID of the last event seen.
"use strict";
(() => {
  const SAY_EVERY = 10000;
  const SILENCE = 60000;
  const LONGEST = 30000;

  const key = (field) => field.id || (field.name && field.name + "=" + (/radio|checkbox/.test(field.type) ? field.value : ""));

  // What a person has done to an element and the server does not know.
  const remember = (element) => {
    const kept = { fields: new Map(), open: [], focus: null };
    for (const field of element.querySelectorAll("input:not([type=hidden]), textarea, select")) {
      if (!key(field)) continue;
      if (/radio|checkbox/.test(field.type)) {
        if (field.checked !== field.defaultChecked) kept.fields.set(key(field), { checked: field.checked });
      } else if (field.matches("select") || field.value !== field.defaultValue) kept.fields.set(key(field), { value: field.value });
    }
    element.querySelectorAll("details").forEach((part, i) => { if (part.open) kept.open.push(part.id || i); });
    const focus = document.activeElement;
    if (element.contains(focus) && focus !== document.body) {
      const same = [...element.querySelectorAll(focus.localName)];
      kept.focus = { id: focus.id, tag: focus.localName, index: same.indexOf(focus), self: focus === element };
      try { kept.focus.range = [focus.selectionStart, focus.selectionEnd]; } catch { /* no caret here */ }
    }
    return kept;
  };

  const restore = (element, kept) => {
    for (const field of element.querySelectorAll("input:not([type=hidden]), textarea, select")) {
      const was = kept.fields.get(key(field));
      if (was && "value" in was && !(field.matches("select") && ![...field.options].some((o) => o.value === was.value))) field.value = was.value;
      else if (was && "checked" in was) field.checked = was.checked;
    }
    element.querySelectorAll("details").forEach((part, i) => { if (kept.open.includes(part.id || i)) part.open = true; });
    if (!kept.focus) return;
    let focus = kept.focus.self ? element : document.getElementById(kept.focus.id)
      || element.querySelectorAll(kept.focus.tag)[kept.focus.index];
    if (!focus) {
      focus = element;
      element.tabIndex = -1;
    }
    focus.focus({ preventScroll: true });
    const range = kept.focus.range;
    if (range && range[0] !== null && focus.setSelectionRange) try { focus.setSelectionRange(...range); } catch { /* not a text */ }
  };

  const listen = (root) => {
    const status = root.querySelector(".live-status");
    const refresh = root.querySelectorAll("[data-live-refresh]");
    let source = null, tries = 0, last = root.dataset.liveLast || "", timer = 0, watchdog = 0, beats = false;
    let spoken = 0, words = "", speech = 0;

    const speak = () => {
      speech = 0;
      spoken = Date.now();
      if (status && status.dataset.state !== "lost") status.textContent = words;
    };
    const say = (text) => {
      words = text;
      if (!speech) speech = setTimeout(speak, Math.max(0, spoken + SAY_EVERY - Date.now()));
    };
    const show = (state) => {
      if (status && (state === "lost" || status.dataset.state === "lost"))
        status.textContent = (state === "lost" ? root.dataset.lost : root.dataset.back) || "";
      if (status) status.dataset.state = state;
      refresh.forEach((control) => { control.hidden = state === "on"; });
    };
    const alive = () => {
      clearTimeout(watchdog);
      if (beats) watchdog = setTimeout(lost, SILENCE);
    };
    const put = (event) => {
      if (event.lastEventId) last = event.lastEventId;
      alive();
      const template = document.createElement("template");
      template.innerHTML = event.data;
      for (const part of [...template.content.children]) {
        const old = document.getElementById(part.id);
        if (!old) continue;
        const kept = remember(old);
        old.replaceWith(part);
        part.dispatchEvent(new CustomEvent("live", { bubbles: true }));
        restore(part, kept);
        if (part.dataset.say) say(part.dataset.say);
      }
    };
    const lost = () => {
      close();
      tries++;
      if (tries > 1) show("lost");
      const wait = Math.min(LONGEST, 500 * 2 ** tries);
      timer = setTimeout(open, wait / 2 + Math.random() * wait / 2);
    };
    const close = () => {
      clearTimeout(timer);
      clearTimeout(watchdog);
      if (source) source.close();
      source = null;
    };
    const open = () => {
      close();
      const url = new URL(root.dataset.live, location.href);
      if (last) url.searchParams.set("last", last);
      source = new EventSource(url);
      source.addEventListener("open", () => { tries = 0; show("on"); alive(); });
      source.addEventListener("message", put);
      source.addEventListener("beat", () => { beats = true; alive(); });
      source.addEventListener("end", () => { close(); refresh.forEach((control) => { control.hidden = false; }); });
      source.addEventListener("error", lost);
    };

    addEventListener("online", () => { if (!source || tries) open(); });
    addEventListener("pagehide", close);
    addEventListener("pageshow", (event) => { if (event.persisted) open(); });
    open();
  };

  document.querySelectorAll("[data-live]").forEach(listen);
})();
