// Saves a form while it is being written: <form data-draft="/…/brouillon"> posts itself 1.5 s after
// the last key and says so in its [role=status].draft-status. Until the server has answered, a copy
// stays in this browser; it is offered again when the page is next opened. Files are not saved.
// Words, on the form: data-saving, data-saved ("Enregistré à {h} h {mm}"), data-failed, data-signed-out,
// data-refused, data-conflict, data-found, data-take, data-drop. The answer may be JSON with the
// version that was saved, which goes into the form's field "version"; 409 says that it was saved
// elsewhere meanwhile: nothing more is sent until a person presses the button. A page that follows a good submission carries
// data-draft-done="/…/brouillon" on any element: the copy is then forgotten.
"use strict";
(() => {
  const IDLE = 1500;
  const SLOW = 1500;
  const RETRY = 10000;
  const KEEP = 30 * 24 * 3600 * 1000;
  const PREFIX = "draft:";

  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
    set(key, fields) { try { localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields })); } catch { /* full or refused */ } },
    drop(key) { try { localStorage.removeItem(PREFIX + key); } catch { /* refused */ } },
    sweep() {
      try {
        for (const key of Object.keys(localStorage)) {
          if (!key.startsWith(PREFIX)) continue;
          const copy = store.get(key.slice(PREFIX.length));
          if (!copy || Date.now() - copy.at > KEEP) localStorage.removeItem(key);
        }
      } catch { /* refused */ }
    },
  };

  const texts = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  // What a person can type: the copy leaves keys and other hidden fields to the server.
  const typed = (form) => texts(form).filter(([name]) => {
    const field = form.elements.namedItem(name);
    return !(field instanceof HTMLInputElement && ["hidden", "password"].includes(field.type));
  });

  const fill = (form, fields) => {
    for (const field of form.elements) {
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && !["hidden", "password", "file", "submit"].includes(field.type)) field.value = values[0];
    }
  };

  const watch = (form) => {
    const url = form.dataset.draft;
    const status = form.querySelector(".draft-status");
    let timer = 0, version = 0, saved = 0, busy = false, stopped = false, pressed = null;

    const say = (state, words) => {
      const now = new Date();
      const text = (words || "").replace("{h}", now.getHours()).replace("{mm}", String(now.getMinutes()).padStart(2, "0"));
      status.dataset.state = state;
      // The same words are not written twice: a screen reader would say them again.
      if (status.textContent !== text) status.textContent = text;
    };
    const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

    const save = async () => {
      clearTimeout(timer);
      if (busy || stopped || saved === version) return;
      busy = true;
      const sending = version;
      let reply = null;
      const slow = setTimeout(() => { if (status.dataset.state !== "failed") say("saving", form.dataset.saving); }, SLOW);
      try {
        reply = await fetch(url, { method: "POST", body: new URLSearchParams(texts(form)), redirect: "manual",
          headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000) });
      } catch { /* no network: said below */ }
      clearTimeout(slow);
      if (reply && reply.ok) await take(reply);
      busy = false;
      if (pressed) return form.requestSubmit(pressed);
      if (reply && reply.ok) {
        saved = sending;
        say("saved", form.dataset.saved);
        if (saved === version) store.drop(url); else later(IDLE);
        return;
      }
      const out = reply && (reply.type === "opaqueredirect" || reply.status === 401);
      const refused = reply && (reply.status === 409 ? form.dataset.conflict : reply.status === 422 && form.dataset.refused);
      stopped = Boolean(reply && reply.status === 409);
      say("failed", out ? form.dataset.signedOut : refused || form.dataset.failed);
      if (!out && !refused) later(RETRY);
    };

    // The next save is made on the version that this one made.
    const take = async (reply) => {
      try {
        const { version: made } = await reply.json();
        if (made && form.elements.version) form.elements.version.value = made;
      } catch { /* no JSON, no version */ }
    };

    const changed = () => {
      version++;
      store.set(url, typed(form));
      later(IDLE);
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    // A save under way ends first, so that the button does not meet its own version.
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      clearTimeout(timer);
      if (busy) {
        event.preventDefault();
        pressed = event.submitter || form.querySelector("button:not([type=button])");
        return;
      }
      saved = version;
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    addEventListener("online", save);
    addEventListener("beforeunload", (event) => { if (saved !== version) event.preventDefault(); });
    offer(form, url, changed);
  };

  const offer = (form, url, changed) => {
    const copy = store.get(url);
    if (!copy) return;
    if (JSON.stringify(copy.fields) === JSON.stringify(typed(form))) return store.drop(url);
    const note = document.createElement("div");
    note.className = "flash";
    note.dataset.kind = "info";
    const [body, words, row] = ["div", "p", "div"].map((tag) => document.createElement(tag));
    words.textContent = form.dataset.found;
    row.className = "row";
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.addEventListener("click", () => { act(); note.remove(); form.querySelector("input:not([type=hidden]), textarea, select").focus(); });
      return made;
    };
    row.append(button(form.dataset.take, () => { fill(form, copy.fields); changed(); }),
      button(form.dataset.drop, () => store.drop(url)));
    body.append(words, row);
    note.append(body);
    form.before(note);
  };

  store.sweep();
  for (const done of document.querySelectorAll("[data-draft-done]")) store.drop(done.dataset.draftDone);
  document.querySelectorAll("form[data-draft]").forEach(watch);
})();
