"""Reading the site as a visitor with too much time: every page that can be reached by its links, every
form on them, and what their markup is made of."""
import html.parser
import re
import subprocess
import urllib.parse

# Leaving, and what cannot be undone: never pressed by who only visits.
LEAVING = re.compile(r"deconnexion|effacement|suppression|retrait|/langue|publication|mot-de-passe|cloture|/flux$|/demo/connexion|calendrier|annulation")


class Control:
    """A field of a form as the page shows it."""

    def __init__(self, name, kind, value="", most=None):
        self.name, self.kind, self.value, self.most = name, kind, value, most
        self.options, self.required = [], False


class Form:
    def __init__(self, action, upload=False):
        self.action, self.upload, self.page, self.controls = action, upload, None, {}

    def values(self):
        return {c.name: c.value for c in self.controls.values() if c.kind != "file" and (c.kind != "checkbox" or c.value)}

    def typed(self):
        """The fields that people fill."""
        return [c for c in self.controls.values() if c.kind not in ("hidden", "submit")]


class Markup(html.parser.HTMLParser):
    """What a page is made of: its elements, words, links and forms that post."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.links, self.forms = [], [], [], []
        self.by_id, self.form, self.area, self.select, self.script = {}, None, None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.elements.append((tag, attrs))
        self.script = tag in ("script", "style")
        if tag in ("a", "link") and a.get("href"):
            self.links.append(a["href"])
        if tag == "form":
            self.form = Form(a.get("action", ""), "enctype" in a) if a.get("method") == "post" else None
            if self.form:
                self.forms.append(self.form)
                self.by_id[a.get("id")] = self.form
        form = self.by_id.get(a.get("form")) if a.get("form") else self.form
        if form and tag in ("input", "textarea", "select", "button"):
            self.control(form, tag, a)
        if tag == "option" and self.select and a.get("value"):
            self.select.options.append(a["value"])
            if "selected" in a:
                self.select.value = a["value"]

    handle_startendtag = handle_starttag

    def control(self, form, tag, a):
        name, kind = a.get("name"), a.get("type", "text") if tag == "input" else tag
        if not name:
            return
        if kind in ("radio", "checkbox"):
            c = form.controls.setdefault(name, Control(name, kind))
            c.options.append(a.get("value") or "")
            c.required = c.required or "required" in a
            if "checked" in a:
                c.value = a.get("value") or ""
            return
        if tag == "button":
            form.controls.setdefault(name, Control(name, "submit", a.get("value") or ""))
            return
        most = int(a["maxlength"]) if a.get("maxlength") else None
        if a.get("inputmode") == "numeric":
            kind = "number"
        c = form.controls[name] = Control(name, kind, a.get("value") or "", most)
        c.required = "required" in a
        if tag == "textarea":
            self.area, c.value = c, ""
            c.most = most or (int(a["data-max"]) if a.get("data-max") else None)
        if tag == "select":
            self.select = c

    def handle_data(self, data):
        if self.area:
            self.area.value += data
        if not self.script:
            self.words.append(data)

    def handle_endtag(self, tag):
        self.script = False
        if tag == "textarea" and self.area:
            self.area.value, self.area = self.area.value.removeprefix("\n"), None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None

    @property
    def text(self):
        return " ".join(self.words)


def markup_of(page):
    """Read once."""
    if not hasattr(page, "markup"):
        page.markup = Markup(page.text)
    return page.markup


def is_page(page):
    return page.headers.get("Content-Type", "").startswith("text/html")


class Routes:
    """Which route a path belongs to."""

    def __init__(self, program):
        lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
        patterns = {line.split()[1] for line in lines}
        self.known = sorted((pattern.count("{"), pattern, re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(pattern)) + "$"))
                            for pattern in patterns)

    def of(self, path):
        path = path.split("?")[0].split("#")[0]
        return next((pattern for _, pattern, expression in self.known if expression.match(path)), path)


def crawl(browser, routes, starts, each=2):
    """Pages by path: at most `each` of a route, and of a route with a query."""
    todo, seen, pages, many = list(starts), set(starts), {}, {}
    while todo:
        path = todo.pop(0)
        route = routes.of(path) + ("?" if "?" in path else "")
        if many.get(route, 0) >= each or LEAVING.search(path):
            continue
        many[route] = many.get(route, 0) + 1
        page = browser.get(path, follow=False)
        pages[path] = page
        if page.status == 303:
            links = [page.location]
        elif is_page(page):
            links = markup_of(page).links
        else:
            links = []
        for link in links:
            there = urllib.parse.urljoin(path, link).split("#")[0]
            if there.startswith("/") and there not in seen:
                seen.add(there)
                todo.append(there)
    return pages


def forms_of(pages, routes):
    """One of each: by where it goes and what it asks."""
    found = {}
    for path, page in pages.items():
        if page.status == 200 and is_page(page):
            for form in markup_of(page).forms:
                form.page = path
                if not LEAVING.search(form.action):
                    found.setdefault((routes.of(form.action), *sorted(form.controls)), form)
    return list(found.values())
