// The pictures of the manuals, taken from the demonstration: node tools/pictures/take.mjs [NAME…]
// Needs build/cordee and Debian's Chromium (its headless shell); writes docs/pictures/NAME.png.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { pictures } from "./list.mjs";
import { reduce } from "./png.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const FOLDER = join(ROOT, "docs/pictures");
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
const DESK = { width: 1000, height: 760 };

// The demonstration of that day, on a port that the system gives.
const serve = (day, folder) => new Promise((done, failed) => {
  const port = 20000 + Math.floor(Math.random() * 12000);
  const server = spawn(join(ROOT, "build/cordee"), ["demo", join(ROOT, "demo"), `--today=${day}`, `--port=${port}`, "--base-url=http://cordee.exemple.fr",
    `--database=sqlite:${folder}/demo.db`, `--files=${folder}/files`], { stdio: ["ignore", "pipe", "ignore"] });
  server.on("exit", (code) => failed(new Error(`the demonstration of ${day} ended with ${code}`)));
  server.stdout.on("data", (words) => {
    if (/open http/.test(words)) done({ url: `http://localhost:${port}`, stop: () => server.removeAllListeners("exit").kill() });
  });
});

const enter = async (page, url, role) => {
  await page.goto(url + "/demo/connexion");
  await page.locator(`button[value="${role}"]`).click();
  await page.waitForURL(url + "/moi");
};

const take = async (browser, url, picture) => {
  const context = await browser.newContext({ viewport: { ...DESK, ...picture.size }, locale: "fr", timezoneId: "Europe/Paris", colorScheme: "light" });
  const page = await context.newPage();
  if (picture.as) await enter(page, url, picture.as);
  await page.goto(url + picture.path);
  for (const link of picture.links || []) {
    await page.locator(link).first().click();
    await page.waitForLoadState();
  }
  if (picture.press) {
    await page.getByRole("button", { name: picture.press }).click();
    await page.waitForLoadState();
  }
  if (!picture.whole) await page.locator(picture.from || "h1").first().evaluate((e) => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 8));
  await page.evaluate(() => document.fonts.ready);
  const png = reduce(await page.screenshot());
  writeFileSync(join(FOLDER, picture.name + ".png"), png);
  console.log(`${picture.name}.png ${Math.ceil(png.length / 1024)} KB`);
  await context.close();
};

const asked = process.argv.slice(2);
const wanted = pictures.filter((p) => !asked.length || asked.includes(p.name));
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium-headless-shell", args: ARGUMENTS });
try {
  for (const day of new Set(wanted.map((p) => p.day))) {
    const folder = mkdtempSync(join(tmpdir(), "cordee-pictures-"));
    const site = await serve(day, folder);
    try {
      for (const picture of wanted.filter((p) => p.day === day)) await take(browser, site.url, picture);
    } finally {
      site.stop();
      rmSync(folder, { recursive: true });
    }
  }
} finally {
  await browser.close();
}
