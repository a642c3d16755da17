// Faults planted one by one in a page that has none: the look that the story takes at its pages
// (inspect.mjs, person.mjs) must find each.
import http from "node:http";
import { House, openBrowser, manners } from "./house.mjs";
import { Person } from "./person.mjs";
import { Tap } from "./tap.mjs";

const GOOD = { lang: "fr", title: "Une page", head: "", body: "<h1>Une page</h1><p>Des mots.</p>" };
const page = (parts) => {
  const { lang, title, head, body } = { ...GOOD, ...parts };
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>`
    + `<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body><main>${body}</main></body></html>`;
};

const h1 = GOOD.body;
// [what is planted, the page, words of the fault expected]
const faults = [
  ["two h1", { body: h1 + "<h1>Encore</h1>" }, "2 h1"],
  ["no title", { title: "" }, "no title"],
  ["a page in another language than asked", { lang: "en" }, 'in "en"'],
  ["an id twice", { body: h1 + '<p id="a">1</p><p id="a">2</p>' }, 'the id "a"'],
  ["a place not filled", { body: h1 + "<p>Bonjour {name}</p>" }, "{name}"],
  ["something too wide", { body: h1 + '<div style="width:500px">large</div>' }, "wider than 390"],
  ["something too wide at 320 pixels only", { body: h1 + '<div style="width:360px">large</div>' }, "wider than 320"],
  ["a field without a label", { body: h1 + '<input name="x">' }, "label:"],
  ["an image without words", { body: h1 + '<img src="/x.svg">' }, "image-alt:"],
  ["pale words", { body: h1 + '<p style="color:#aaa;background:#fff">pâle</p>' }, "color-contrast:"],
  ["small targets side by side", { body: h1 + '<a href="/a" style="font-size:8px">a</a><a href="/b" style="font-size:8px">b</a>' }, "target-size:"],
  ["a skipped heading", { body: h1 + "<h4>Plus bas</h4>" }, "heading-order:"],
  ["a button without a name", { body: h1 + "<button></button>" }, "button-name:"],
  ["a list that scrolls and takes no key", { body: h1 + '<div style="overflow:auto;height:20px"><p>1<br>2<br>3<br>4</p></div>' }, "scrollable-region-focusable:"],
  ["a script that fails", { head: "<script>nothing.here</script>" }, "a script failed"],
  ["a word in the console", { head: '<script>console.error("mal")</script>' }, "console: mal"],
  ["an asset that is not there", { head: '<script src="/missing.js"></script>' }, "404 for"],
  ["another host", { head: '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">' }, "asks another host"],
];

// A page known already is looked at closely again when it has one of these.
const news = [
  ["another class", h1 + '<p class="lead">Des mots.</p>'],
  ["an element elsewhere", h1 + "<p>Des mots.</p><div><p>Des mots.</p></div>"],
  ["another field", h1 + '<p>Des mots. <label>Un mot <input name="other"></label></p>'],
  ["another order of headings", h1 + "<p>Des mots.</p><h2>Ici</h2><h3>Là</h3>"],
];

const serve = () => new Promise((done) => {
  const server = http.createServer((request, reply) => {
    const number = /^\/(\d+)$/.exec(request.url), other = /^\/good\?(\d+)$/.exec(request.url);
    if (request.url === "/missing.js") reply.writeHead(404).end();
    else if (request.url === "/x.svg") reply.writeHead(200, { "Content-Type": "image/svg+xml" }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
    else reply.writeHead(200, { "Content-Type": "text/html" }).end(page(number ? faults[number[1]][1] : other ? { body: news[other[1]][1] } : {}));
  });
  server.listen(0, "127.0.0.1", () => done(server));
});

const tap = new Tap();
const server = await serve();
const house = Object.assign(new House(), { url: `http://127.0.0.1:${server.address().port}` });
try {
  house.browser = await openBrowser();
  const person = await Person.arrive(house, "le canari", "canari@test.example", manners.phone);
  const found = async (path) => {
    house.met.clear();
    house.faults.length = 0;
    await person.visit(path);
    return house.faults.join("\n");
  };
  await tap.check("a good page has no fault", async () => {
    const words = await found("/good");
    if (words) throw new Error(words);
  });
  for (const [number, [words, , expected]] of faults.entries()) {
    await tap.check(`found: ${words}`, async () => {
      const list = await found(`/${number}`);
      if (!list.includes(expected)) throw new Error(`not found: « ${expected} » in:\n${list}`);
    });
  }
  const looks = async (path) => {
    const before = house.looks;
    await person.visit(path);
    return house.looks - before;
  };
  await found("/good");
  await tap.check("a page seen already is not looked at again", async () => {
    if (await looks("/good") !== 0) throw new Error("it was");
  });
  for (const [number, [words]] of news.entries()) {
    await tap.check(`looked at again: ${words}`, async () => {
      if (await looks(`/good?${number}`) !== 1) throw new Error("it was not");
    });
  }
} finally {
  if (house.browser) await house.browser.close();
  server.close();
}
tap.end();
