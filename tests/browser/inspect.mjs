// What must be true of every page, whoever looks at it and however wide: the list of its faults, in
// words. canary.mjs plants each fault once and expects it to be found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROWEST = 320; // WCAG 1.4.10: nothing is lost at 320 pixels

// Runs in the page. What a page is made of: two pages of the same make need no second look.
const make = () => [...new Set([...document.querySelectorAll("body *:not(.flash, .flash *)")].map((one) =>
  one.localName + "." + one.getAttribute("class") + "." + one.getAttribute("role") + "." + one.getAttribute("data-state")))].sort().join(" ");

// Runs in the page: what axe does not say.
const ownFaults = () => {
  const faults = [];
  const seen = new Set();
  const count = document.querySelectorAll("h1").length;
  if (count !== 1) faults.push(`${count} h1`);
  if (!document.title.trim()) faults.push("no title");
  for (const { id } of document.querySelectorAll("[id]")) {
    if (seen.has(id)) faults.push(`two elements have the id "${id}"`);
    seen.add(id);
  }
  const strays = document.body.innerText.match(/\{[a-z_]+\}/g);
  if (strays && !location.pathname.includes("/lettres/")) faults.push(`a place not filled: ${strays[0]}`);
  return faults;
};

// Runs in the page: the elements that stick out on the right, innermost last.
const overflow = () => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
  const last = wide.at(-1);
  return `wider than ${room} pixels: ${document.documentElement.scrollWidth}, by <${last ? last.outerHTML.slice(0, 120) : "?"}`;
};

const axe = async (page) => {
  await page.evaluate(AXE + ";0");
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, preload: false, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
    return violations.map((v) => `${v.id}: ${v.help}; ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} (${v.nodes[0].any.concat(v.nodes[0].all, v.nodes[0].none).map((c) => c.message).join("; ").slice(0, 200)})`);
  }, RULES);
};

export const inspect = async (page, { lang, narrow = true } = {}) => {
  const faults = await page.evaluate(ownFaults);
  const spoken = await page.evaluate(() => document.documentElement.lang);
  if (lang && spoken !== lang) faults.push(`in "${spoken}", not in "${lang}"`);
  faults.push(await page.evaluate(overflow));
  faults.push(...await axe(page));
  if (narrow) {
    const size = page.viewportSize();
    await page.setViewportSize({ width: NARROWEST, height: size.height });
    faults.push(await page.evaluate(overflow));
    await page.setViewportSize(size);
  }
  return faults.filter(Boolean);
};

export const makeOf = (page) => page.evaluate(make);
