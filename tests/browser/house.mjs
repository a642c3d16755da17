// Where a story is played: a real `cordee serve` on an empty database in a temporary folder, a mail
// server, one browser, and people (person.mjs), each in a context of their own.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Person } from "./person.mjs";
import { openSink } from "./sink.mjs";

const BROWSER = process.env.CHROMIUM || "/usr/bin/chromium-headless-shell";
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const START = 60000;

// How people hold the site: the width and the colours of their screen, and whether scripts run.
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "light", javaScriptEnabled: true };
const desk = { viewport: { width: 1280, height: 900 }, colorScheme: "dark", javaScriptEnabled: true };
export const manners = { phone, desk, "phone-plain": { ...phone, javaScriptEnabled: false }, "desk-plain": { ...desk, javaScriptEnabled: false } };

export const openBrowser = () => chromium.launch({ executablePath: BROWSER, args: ARGUMENTS });

const ready = (server) => new Promise((done, failed) => {
  let said = "";
  const timer = setTimeout(() => failed(new Error("the server does not start: " + said)), START);
  server.stdout.on("data", (chunk) => {
    said += chunk;
    const found = /open (http:\S+)/.exec(said);
    if (found) { clearTimeout(timer); done(found[1]); }
  });
  server.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
});

export class House {
  constructor() {
    this.people = [];
    this.faults = [];
    this.turns = this.looks = 0;
    this.met = new Set();
    this.names = ["Cordée", "Centre de ressources", "English", "Français", "Cycles", "Restitution", "Action", "Vers des territoires participatifs"]; // that no language changes
  }

  // People get the manners of the list in turn.
  static async open(program, names) {
    const house = new House();
    house.manners = names.map((name) => manners[name]);
    house.folder = mkdtempSync(join(tmpdir(), "cordee-browser-"));
    house.sink = await openSink();
    house.program = program;
    house.settings = [`--database=${process.env.CORDEE_POSTGRES || "sqlite:" + join(house.folder, "cordee.db")}`,
      `--files=${join(house.folder, "files")}`, "--centre=Centre de ressources des transitions", `--smtp=${house.sink.address}`];
    try {
      const log = openSync(join(house.folder, "log"), "w");
      house.server = spawn(program, ["serve", "--port=0", ...house.settings], { stdio: ["ignore", "pipe", log] });
      house.url = await ready(house.server);
      house.browser = await openBrowser();
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  // What a subcommand of the program prints.
  run(...words) {
    const [command, ...rest] = words;
    return execFileSync(this.program, [command, ...this.settings, `--base-url=${this.url}`, ...rest], { encoding: "utf8" });
  }

  // Someone new, by the first name; the address is where their mails go.
  async person(name, address) {
    const manner = this.manners[this.people.length % this.manners.length];
    const person = await Person.arrive(this, name, address, manner);
    this.people.push(person);
    return person;
  }

  // Whether one of those kinds was never met, and calls for a close look.
  meets(kinds) {
    const before = this.met.size;
    for (const kind of kinds) this.met.add(kind);
    if (this.met.size > before) this.looks++;
    return this.met.size > before;
  }

  // axe waits for timers, which a page without scripts does not have: what such a page shows is looked
  // at in another one, that may run scripts but gets none of the site's.
  async twin(page, manner) {
    this.twins ||= new Map();
    if (!this.twins.has(manner)) {
      const twin = await (await this.browser.newContext({ ...manner, javaScriptEnabled: true, baseURL: this.url })).newPage();
      await twin.route("**", (route) => route.request().isNavigationRequest() ? route.fulfill({ contentType: "text/html", body: twin.markup })
        : route.request().resourceType() === "script" ? route.abort() : route.continue());
      this.twins.set(manner, twin);
    }
    const twin = this.twins.get(manner);
    twin.markup = await page.content();
    await twin.goto(page.url());
    return twin;
  }

  log() {
    return readFileSync(join(this.folder, "log"), "utf8");
  }

  // Stops everything; throws when the server did not end well (a sanitizer's report, say).
  async close() {
    if (this.browser) await this.browser.close();
    this.sink.close();
    let code = 0;
    if (this.server && this.server.exitCode === null) {
      this.server.kill("SIGTERM");
      code = await new Promise((ended) => this.server.on("exit", ended));
    } else if (this.server) code = this.server.exitCode;
    const log = this.log();
    rmSync(this.folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code}\n${log.slice(-4000)}`);
  }
}
