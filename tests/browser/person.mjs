// One person at one screen. They do what people do (open a page, follow a link, fill a form, press a
// button, read), by the words on the page; every page they come to is looked at (inspect.mjs).
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { glance, inspect } from "./inspect.mjs";

const SHOTS = process.env.CORDEE_SHOTS; // a folder: keeps a picture of every page looked at
const WAIT = 60000; // for what comes at once on a machine at rest
const AGAIN = 250;
const SPACES = /[\s\u00a0]+/g;

const plain = (text) => text.replace(SPACES, " ").trim();
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(SPACES, "\\s+");
// The whole of a label, whether marked as optional or not.
const whole = (label) => new RegExp(`^\\s*${escaped(label)}(\\s*\\((facultatif|optional)\\))?\\s*$`);

export class Person {
  static async arrive(house, name, address, manner) {
    const person = Object.assign(new Person(), { house, name, address, manner, scripts: manner.javaScriptEnabled });
    person.context = await house.browser.newContext({ ...manner, baseURL: house.url, locale: "fr-FR", timezoneId: "Europe/Paris", reducedMotion: "reduce" });
    person.context.setDefaultTimeout(WAIT);
    person.lang = "fr";
    person.awaits = 0; // the refusal that a script of the page may well be given
    person.page = await person.context.newPage();
    person.listen();
    return person;
  }

  listen() {
    const fault = (words) => this.house.faults.push(`${this.name}, ${this.path()}: ${words}`);
    this.page.on("pageerror", (error) => fault(`a script failed: ${error.message}`));
    this.page.on("console", (line) => {
      // A page that answers 404 or 422 on purpose is also told there; its status is checked here.
      if (line.type() === "error" && !/^Failed to load resource/.test(line.text())) fault(`console: ${line.text()}`);
    });
    this.waiting = new Set(); // what the browser has asked for and not got
    for (const end of ["requestfinished", "requestfailed"]) this.page.on(end, (request) => this.waiting.delete(request));
    this.page.on("request", (request) => {
      this.waiting.add(request);
      if (!request.url().startsWith(this.house.url + "/") && /^https?:/.test(request.url())) fault(`asks another host: ${request.url()}`);
    });
    this.page.on("response", (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && request.frame() === this.page.mainFrame()) this.status = response.status();
      else if (response.status() >= 400 && response.status() !== this.awaits) fault(`${response.status()} for ${response.url()}`);
    });
  }

  path() {
    return this.page.url().replace(this.house.url, "");
  }

  // Does what leads to another page, and looks at that page.
  async turn(act, status = 200) {
    await Promise.all([this.page.waitForEvent("load"), act()]).catch((error) => {
      throw new Error(`${error.message}\n${this.name} is on ${this.path()} and waits for ${[...this.waiting].map((one) => one.url()).join(", ") || "nothing"}`);
    });
    if (this.status !== status) throw new Error(`${this.name}: ${this.status} for ${this.path()}, not ${status}: ${(await this.words()).slice(0, 800)}`);
    this.house.turns++;
    await this.look();
  }

  // Glances at every page; looks closely when it is made of something not met yet at that address, width and language.
  async look() {
    if (process.env.CORDEE_BLIND) return; // for who writes a chapter, and is in a hurry
    const pattern = this.path().replace(/[?#].*/, "").replace(/[0-9a-f]{32,}/g, "TOKEN").replace(/\d+/g, "N");
    const { width } = this.page.viewportSize();
    const say = (faults) => this.house.faults.push(...faults.map((fault) => `${this.name}, ${this.path()} at ${width}: ${fault}`));
    const { faults, kinds } = await glance(this.page, this.lang);
    say(faults);
    if (!this.house.meets(kinds.map((kind) => `${width} ${this.lang} ${kind.startsWith("frame ") ? "" : pattern} ${kind}`))) return;
    const shown = this.scripts ? this.page : await this.house.twin(this.page, this.manner);
    say(await inspect(shown, { narrow: width < 600 }));
    if (SHOTS) await this.picture(`${this.house.looks}`.padStart(3, "0") + pattern.replace(/\W+/g, "_") + `-${width}`);
  }

  async picture(name) {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  }

  async heading() {
    return plain((await this.page.locator("h1").allInnerTexts()).join(" / "));
  }

  async visit(path, status = 200) {
    if (path.includes("#")) await this.page.goto("about:blank"); // or it may be but another place of the page
    await this.turn(() => this.page.goto(path), status);
  }

  // The link of those words; in a row or a card, with the words that tell which.
  async follow(words, { near } = {}) {
    await this.turn(() => this.around(near).getByRole("link", { name: words }).first().click());
  }

  async press(words, { near, status = 200 } = {}) {
    await this.turn(() => this.around(near).getByRole("button", { name: words, exact: true }).first().click(), status);
  }

  // A part that is folded.
  async open(words) {
    const part = this.page.locator("details").filter({ hasText: words }).first();
    if (!await part.evaluate((one) => one.open)) await part.locator("summary").click();
  }

  // The option of a list, or of a group, that holds those words.
  async choose(label, words) {
    const list = this.page.getByLabel(whole(label));
    const group = this.page.getByRole("group", { name: whole(label) });
    if (await group.count()) return group.getByRole("radio", { name: words }).first().check();
    const option = list.locator("option").filter({ hasText: words }).first();
    return list.selectOption(await option.getAttribute("value"));
  }

  // The smallest part of the page (a row, an item of a list, a section, a group) with those words.
  around(near) {
    const parts = this.page.locator("tr, li, section, article, fieldset, form");
    return near ? parts.filter({ hasText: near }).last() : this.page;
  }

  // { label: value }: text, true or false for a box to tick, the words of a choice, a file.
  async fill(values, { near } = {}) {
    for (const [label, value] of Object.entries(values)) await this.answer(this.around(near), label, value);
  }

  async answer(part, label, value) {
    const field = part.getByLabel(whole(label)).first();
    if (typeof value === "boolean") return field.setChecked(value);
    if (value.text) return field.setInputFiles({ ...value, buffer: Buffer.from(value.text) });
    const [kind] = await part.getByLabel(whole(label)).evaluateAll((all) => all.map((one) => one.localName));
    if (!kind || kind === "fieldset") return part.getByRole("group", { name: whole(label) }).first().getByRole("radio", { name: value }).first().check();
    if (kind === "select") return field.selectOption({ label: value });
    return field.fill(value);
  }

  // A button that stays pressed: where scripts run, the page stays too.
  async toggle(words, near) {
    if (!this.scripts) return this.press(words, { near });
    const button = this.around(near).getByRole("button", { name: words }).first();
    await button.click();
    await this.around(near).getByRole("button", { name: words, pressed: true }).first().waitFor();
    return this.look();
  }

  // What comes by itself on a page that lives; without scripts, on the page opened again.
  async sees(words) {
    if (!this.scripts) await this.visit(this.path());
    await this.hears(words);
    await this.look();
  }

  // What time alone brings, on a page opened again and again.
  async until(path, words) {
    const since = Date.now();
    await this.visit(path);
    while (!(await this.words()).includes(plain(words)) && Date.now() - since < WAIT) {
      await this.page.waitForTimeout(AGAIN);
      await this.visit(path);
    }
    await this.reads(words);
  }

  async inSight(selector) {
    return this.page.locator(selector).first().evaluate((one) => {
      const place = one.getBoundingClientRect();
      return place.left >= 0 && place.right <= innerWidth;
    });
  }

  // What is said in a moment, on the same page.
  async hears(words) {
    await this.page.getByText(words).filter({ visible: true }).first().waitFor();
  }

  // What the page shows, and what its fields hold.
  async words() {
    return plain(await this.page.evaluate(() => [document.body.innerText, ...[...document.querySelectorAll("input:not([type=hidden]), textarea")].map((field) => field.value)].join(" ")));
  }

  // The page says this (and never that), whatever its spaces.
  async reads(...sentences) {
    const text = await this.words();
    for (const sentence of sentences) assert.ok(text.includes(plain(sentence)), `${this.name} does not read « ${sentence} » on ${this.path()} (${await this.heading()}):\n${text.slice(0, 1500)}`);
  }

  async doesNotRead(...sentences) {
    const text = await this.words();
    for (const sentence of sentences) assert.ok(!text.includes(plain(sentence)), `${this.name} reads « ${sentence} » on ${this.path()}`);
  }

  // A file behind a link, as this person gets it.
  async download(path) {
    const reply = await this.context.request.get(path);
    return { status: reply.status(), type: reply.headers()["content-type"], text: await reply.text() };
  }

  // The mail that has come for them, and where it leads.
  mail(subject) {
    return this.house.sink.take(this.address, subject);
  }

  async openMail(subject) {
    const mail = await this.mail(subject);
    assert.ok(mail.types.includes("text/plain") && mail.types.includes("text/html"), `two readings of « ${mail.subject} »`);
    assert.ok(!/\{[a-z_]+\}/.test(mail.subject + mail.plain), `a place not filled in « ${mail.subject} »: ${mail.plain}`);
    await this.visit(mail.path);
    return mail;
  }

  // From the page of the connection, wherever it was reached from.
  async signIn() {
    if (!this.path().startsWith("/connexion")) await this.visit("/connexion");
    await this.fill({ "Votre adresse électronique": this.address });
    await this.press("Recevoir un lien");
    await this.openMail("lien de connexion");
    await this.press("Me connecter");
  }

  // One form, by keyboard alone: Tab goes through its fields in the order of the page, shows where it
  // is, and Enter sends. A field that proposes is answered by its first proposition.
  async byKeyboard(values, button, status = 200) {
    const keys = this.page.keyboard;
    await this.page.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges(); });
    const met = [];
    for (let steps = 0; steps < 80; steps++) {
      await keys.press("Tab");
      const at = await this.page.evaluate(focused);
      assert.ok(at.seen, `the focus is not seen on « ${at.label} »`);
      if (at.button && at.label === button) break;
      const label = Object.keys(values).find((words) => whole(words).test(at.label));
      if (!label) continue;
      met.push(label);
      if (at.type === "radio") await this.chooseByKeyboard(values[label]);
      else {
        await keys.press("Control+A");
        await keys.type(values[label]);
        if (at.proposes) await this.takeFirstProposition();
      }
    }
    assert.deepEqual(met, Object.keys(values), "the fields, in the order of the page");
    await this.turn(() => keys.press("Enter"), status);
  }

  async chooseByKeyboard(words) {
    const seen = [];
    for (let steps = 0; steps < 12; steps++) {
      const { choice, checked } = await this.page.evaluate(focused);
      seen.push(plain(choice));
      if (plain(choice) === words) return checked ? undefined : this.page.keyboard.press("Space");
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`no choice « ${words} », but ${seen.join(", ")}`);
  }

  async takeFirstProposition() {
    await this.page.locator("[role=option]").first().waitFor();
    await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
  }

  // The same page in the other language: nothing of the French frame is left in it.
  async inEnglish() {
    const french = await this.page.evaluate(frame);
    await this.page.getByRole("banner").getByRole("link", { name: "English" }).click({ noWaitAfter: true });
    await this.page.waitForFunction(() => document.documentElement.lang === "en");
    this.lang = "en";
    await this.look();
    const english = new Set(await this.page.evaluate(frame));
    const left = french.filter((words) => english.has(words) && ![...this.house.names, ...this.house.people.map((person) => person.name)].some((name) => words.includes(name)));
    await this.page.getByRole("banner").getByRole("link", { name: "Français" }).click();
    await this.page.waitForFunction(() => document.documentElement.lang === "fr");
    this.lang = "fr";
    if (left.length) this.house.faults.push(`${this.name}, ${this.path()}: French on the English page: ${left.join(" | ")}`);
  }
}

// Run in the page. What holds the focus: its label, and whether it can be seen.
const focused = () => {
  const at = document.activeElement;
  const words = (one) => (one ? one.innerText || one.textContent : "").trim();
  const group = at.type === "radio" ? at.closest("fieldset") : null;
  const own = at.labels && at.labels[0] ? words(at.labels[0]) : words(at);
  const rings = [at, at.closest("label")].filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  });
  const place = at.getBoundingClientRect();
  return { label: group ? words(group.querySelector("legend")) : own, choice: own, type: at.type, checked: at.checked, button: at.localName === "button",
    proposes: at.getAttribute("role") === "combobox", seen: rings && place.bottom > 0 && place.top < innerHeight };
};

// Run in the page: the words that the site itself says around the content.
const frame = () => [...document.querySelectorAll("header.site *, nav.main *, nav.rope *, nav.tabs *, footer *, main button, label, legend, thead th, dt, .button, .badge")]
  .flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).concat(one.getAttribute("aria-label") || []))
  .filter((words) => /\p{L}{4}/u.test(words));
