#!/usr/bin/env python3
"""Every link of the demonstration, followed by a visitor, a facilitator, an elected official, a juror
and an administrator, in French and in English: each answers, and each page is well made: tags closed,
ids given once and found where they are named, one h1, one language. At most a few pages of one kind."""
import collections
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

from serving import Browser, free_port
from web import check, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
TODAY = "2022-04-20"
OF_A_KIND = 4     # pages looked at for one kind of address
PAGES = 700       # for one person
SECONDS = 60      # for one person
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "path", "circle", "rect", "line", "ellipse", "polygon", "polyline", "use", "stop"}
NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list")
SPOKEN = ("aria-label", "placeholder", "title", "alt", "data-label", "data-busy", "data-saving", "data-failed")
RAW = {"script", "style", "svg"}


class Markup(html.parser.HTMLParser):
    """What is wrong in a page, what it links to, and the words it says."""

    def __init__(self, text):
        super().__init__()
        self.faults, self.open, self.ids, self.named, self.links, self.assets = [], [], set(), [], [], []
        self.words, self.h1, self.lang = set(), 0, None
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"never closed: {self.open}")
        self.faults += [f"{name}: no element has the id {id}" for name, id in self.named if id not in self.ids]
        if self.h1 != 1:
            self.faults.append(f"{self.h1} h1")

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if len(a) != len(attributes):
            self.faults.append(f"an attribute twice in <{tag}>")
        if tag in ("a", "button", "form") and tag in [name for name, _ in self.open]:
            self.faults.append(f"<{tag}> in <{tag}>")
        if tag not in VOID:
            self.open.append((tag, a.get("lang")))
        self.note_ids(a)
        self.h1 += tag == "h1"
        self.lang = a.get("lang") if tag == "html" else self.lang
        if tag == "a" and not a.get("href"):
            self.faults.append("a link that leads nowhere")
        if tag == "a":
            self.links.append(a.get("href") or "")
        if tag in ("script", "img") or tag == "link" and a.get("rel") != "alternate":
            self.assets += [a[name] for name in ("src", "href") if a.get(name)]
        if self.own_language():
            self.words |= {plain(a[name]) for name in SPOKEN if a.get(name)}

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def note_ids(self, a):
        if "id" in a:
            if a["id"] in self.ids:
                self.faults.append(f"two elements have the id {a['id']}")
            self.ids.add(a["id"])
        self.named += [(name, id) for name in NAMING for id in (a.get(name) or "").split()]

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()

    def handle_data(self, data):
        if self.own_language() and plain(data):
            self.words.add(plain(data))

    def own_language(self):
        """Not in a part that says it is in another language, nor in what is not words."""
        return not any(tag in RAW or lang and tag != "html" for tag, lang in self.open)


def plain(words):
    return " ".join(words.split())


def messages():
    """French messages whose English differs, as they stand alone on a page: {French: English}. Without
    the words that the content of the demonstration happens to hold."""
    content = "".join(file.read_text(encoding="utf-8") for end in ("json", "md") for file in (ROOT / "demo").rglob("*." + end))
    found = {}
    for file in sorted((ROOT / "locale" / "en").glob("*.po")):
        for entry in file.read_text(encoding="utf-8").split("\n\n"):
            said = {name: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', lines)) for name, lines
                    in re.findall(r'^(msgid|msgstr) ((?:"(?:[^"\\]|\\.)*"\n?)+)', entry, re.M)}
            french, english = plain(said.get("msgid", "")), plain(said.get("msgstr", ""))
            if french and "{" not in french and "\\" not in french and english and french != english and french not in content:
                found[french] = english
    return found


def kind(path):
    """Addresses that one route answers, as far as one can tell from outside."""
    address = urllib.parse.urlsplit(path)
    names = "&".join(sorted(name for name, _ in urllib.parse.parse_qsl(address.query)))
    slugged = re.sub(r"^/(cycles|contenus)/(?!nouveau)[^/]+", r"/\1/SLUG", address.path)
    return re.sub(r"\d+", "N", slugged) + "?" + names


class Demonstration:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="cordee-links-")
        self.port = free_port()
        self.log = open(self.folder.name + "/log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.argv[1], "demo", str(ROOT / "demo"), f"--today={TODAY}", f"--database=sqlite:{self.folder.name}/demo.db",
             f"--files={self.folder.name}/files", f"--port={self.port}"], stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.process.stdout:
            if "open http" in line:
                return self
        raise RuntimeError("the demonstration did not start:\n" + self.logged())

    def __exit__(self, *_):
        self.process.terminate()
        code = self.process.wait(30)
        self.process.stdout.close()
        logged = self.logged()
        self.log.close()
        self.folder.cleanup()
        if code != 0:
            raise RuntimeError(f"the demonstration ended with {code}:\n{logged[-4000:]}")

    def logged(self):
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(encoding="utf-8")


def enter(role, language="fr"):
    browser = Browser(DEMO)
    browser.headers["Accept-Language"] = language
    if role:
        reply = browser.submit(browser.get("/demo/connexion"), "/demo/connexion", role=role)
        assert reply.status == 303, f"nobody is {role}"
    if role and language != "fr":  # theirs is an account that reads French
        browser.get("/langue?to=" + language + "&back=/")
    return browser


class Walk:
    """From page to page, breadth first."""

    def __init__(self, browser, language):
        self.browser, self.language = browser, language
        self.waiting, self.known = collections.deque(), {"/"}
        self.kinds, self.faults, self.anchors = collections.Counter(), [], []
        self.pages = {}
        self.waiting.append(("/", "the start"))

    def run(self):
        limit = time.monotonic() + SECONDS
        while self.waiting:
            path, source = self.waiting.popleft()
            self.open(path, source)
            assert len(self.pages) <= PAGES and time.monotonic() < limit, f"too many pages: {self.kinds.most_common(5)}"
        for path, id, source in self.anchors:
            if path in self.pages and id not in self.pages[path]:
                self.faults.append(f"{source}: nothing on {path} has the id {id}")
        return self

    def open(self, path, source):
        page = self.browser.get(path)
        if page.status >= 400:
            self.faults.append(f"{page.status} for {path}, from {source}")
        if not page.headers.get("Content-Type", "").startswith("text/html"):
            self.pages[path] = set()
            return
        markup = Markup(page.text)
        self.pages[path] = markup.ids
        self.faults += [f"{path}: {fault}" for fault in markup.faults]
        if markup.lang != self.language:
            self.faults.append(f"{path}: in {markup.lang}")
        if self.language == "en" and not path.startswith("/demo/mails/"):  # a mail is in the language of its reader
            left = sorted(markup.words & set(MESSAGES) - {"Français"})  # a language is called by its own name
            self.faults += [f"{path}: in French: {words}" for words in left]
        for link in markup.links:
            self.follow(path, link)
        for asset in markup.assets:
            self.follow(path, asset)

    def follow(self, source, link):
        if re.match(r"mailto:|tel:|https?:", link):
            return
        whole = urllib.parse.urljoin(source, link)
        path, _, id = whole.partition("#")
        if id:
            self.anchors.append((path, id, source))
        if path in self.known or path.startswith("/langue"):
            return
        self.known.add(path)
        self.kinds[kind(path)] += 1
        if self.kinds[kind(path)] <= OF_A_KIND:
            self.waiting.append((path, source))


def walk(role, language):
    done = Walk(enter(role, language), language).run()
    print(f"# {role or 'visitor'}, {language}: {len(done.pages)} pages of {len(done.kinds)} kinds")
    assert len(done.pages) > 50, "hardly any page"
    assert not done.faults, f"{len(done.faults)} faults:\n" + "\n".join(sorted(set(done.faults))[:60])


for someone in (None, "facilitator", "elected", "juror", "administrator"):
    for tongue in ("fr", "en"):
        check(f"every link answers, on pages well made: {someone or 'visitor'}, {tongue}")(lambda r=someone, t=tongue: walk(r, t))


@check("the look at a page finds what is wrong in it")
def canary():
    def faults(body):
        return " ".join(Markup(f'<html lang="fr"><body><h1>Un</h1>{body}</body></html>').faults)
    assert faults("<p>Deux</p>") == ""
    for body, expected in (("<p><em>Deux</p>", "closes"), ('<i id="a"></i><i id="a"></i>', "two elements"), ("<h1>Deux</h1>", "2 h1"),
                           ('<label for="x">Deux</label>', "no element"), ("<a>Deux</a>", "nowhere"), ("<p>Deux", "closes"),
                           ('<a href="/"><a href="/">Deux</a></a>', "<a> in <a>")):
        assert expected in faults(body), (body, faults(body))
    assert "Se connecter" in MESSAGES and "Se connecter" in Markup('<html lang="en"><a href="/">Se\n connecter</a></html>').words


MESSAGES = messages()
with Demonstration() as DEMO:
    failed = run()
sys.exit(failed)
