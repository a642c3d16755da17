// What must be true of every page, whoever looks at it and however wide: the list of its faults, in
// words. canary.mjs plants each fault once and expects it to be found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROWEST = 320; // WCAG 1.4.10: nothing is lost at 320 pixels

// Runs in the page. What it is made of: each kind of element where it stands, each field, each step between
// headings; "frame " before what the site says around all its pages. The notes that say what was just done
// come and go: they are not counted.
const kindsOf = () => {
  const plain = (words) => (words || "").replace(/\d+/g, "N");
  const kind = (one) => [one.localName, ...["class", "role", "type", "name", "data-state"].map((name) => plain(one.getAttribute(name)))].join(".");
  const all = [...document.querySelectorAll("body *:not(.flash, .flash *)")];
  const headings = all.filter((one) => /^h[1-6]$/.test(one.localName)).map((one) => one.localName);
  return [...new Set([...all.map((one) => (one.closest("header.site, nav.rope, footer") ? "frame " : "") + kind(one.parentElement) + " > " + kind(one)),
    ...headings.map((one, i) => `${headings[i - 1]} then ${one}`)])];
};

// Runs in the page: what axe does not say.
const ownFaults = (lang) => {
  const faults = [];
  const seen = new Set();
  const count = document.querySelectorAll("h1").length;
  if (count !== 1) faults.push(`${count} h1`);
  if (!document.title.trim()) faults.push("no title");
  if (document.documentElement.lang !== lang) faults.push(`in "${document.documentElement.lang}", not in "${lang}"`);
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

// In one go: the program is long, and a page loses it when it is left.
const axe = (page) => page.evaluate(`${AXE}; (async () => {
  const { violations } = await window.axe.run(document, { runOnly: ${JSON.stringify(RULES)}, preload: false, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"], selectors: false });
  return violations.map((v) => v.id + ": " + v.help + "; " + v.nodes.length + " × " + v.nodes[0].html.slice(0, 160)
    + " (" + v.nodes[0].any.concat(v.nodes[0].all, v.nodes[0].none).map((c) => c.message).join("; ").slice(0, 200) + ")");
})()`);

// At every page: its own faults, and what it is made of.
export const glance = async (page, lang) => {
  const [faults, wide, kinds] = await Promise.all([page.evaluate(ownFaults, lang), page.evaluate(overflow), page.evaluate(kindsOf)]);
  return { faults: faults.concat(wide || []), kinds };
};

// At a page that has something not looked at yet.
export const inspect = async (page, { narrow = true } = {}) => {
  const faults = await axe(page);
  if (narrow) {
    const size = page.viewportSize();
    await page.setViewportSize({ width: NARROWEST, height: size.height });
    faults.push(await page.evaluate(overflow));
    await page.setViewportSize(size);
  }
  return faults.filter(Boolean);
};
