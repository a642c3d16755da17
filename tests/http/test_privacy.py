#!/usr/bin/python3
"""What is known of people goes where they were told, and nowhere else: nothing of them in the log,
nothing of theirs asked of another site, an export that holds all of one person and nobody else, an
erasure after which their address is nowhere. On the whole demonstration."""
import json
import re
import secrets
import sys
import time

from crawl import Routes, crawl, is_page, markup_of
from demosite import DemoSite
from serving import Browser, Sink, Site, path_in, path_in_text, until
from web import check, run

# One query a section of the export: how many rows the database has of this person.
HELD = {
    "roles": "SELECT count(*) FROM role WHERE person = {0}",
    "applications": "SELECT count(DISTINCT application) FROM applicant WHERE person = {0}",
    "applicant": "SELECT count(*) FROM applicant WHERE email = {1}",
    "reviews": "SELECT count(*) FROM review WHERE juror = {0}", "marks": "SELECT count(*) FROM mark WHERE juror = {0}",
    "recusals": "SELECT count(*) FROM recusal WHERE juror = {0}", "blockers": "SELECT count(*) FROM blocker WHERE person = {0}",
    "replies": "SELECT count(*) FROM reply WHERE person = {0}", "experiences": "SELECT count(*) FROM experience WHERE person = {0}",
    "takeaways": "SELECT count(*) FROM takeaway WHERE person = {0}", "minutes": "SELECT count(*) FROM minutes_version WHERE person = {0}",
    "actions": "SELECT count(*) FROM action WHERE owner = {0}", "action_steps": "SELECT count(*) FROM action_step WHERE person = {0}",
    "attendances": "SELECT count(*) FROM attendance WHERE person = {0}", "files": "SELECT count(*) FROM file WHERE person = {0}",
    "registrations": "SELECT count(*) FROM registration WHERE email = {1}", "mails": "SELECT count(*) FROM outbox WHERE recipient = {1}",
    "decisions": "SELECT count(*) FROM decision WHERE person = {0}",
}
# Where a name may stay after an erasure, and why.
STAYS = {
    ("decision", "record"): "the jury's decision is a record that anyone concerned can check, and its hash",
    ("agenda_item", "speaker"): "the programme of a day that was public",
    ("session", "minutes"): "words of others", ("minutes_version", "text"): "words of others", ("session", "access"): "words of others",
    ("answer", "value"): "words of the pair, both of whom filed them", ("cycle", "welcome"): "words of others",
    ("letter", "body"): "words of others", ("article", "body"): "words of others", ("article", "summary"): "words of others", ("experience", "done"): "words of others",
    ("outbox", "plain"): "what others received", ("outbox", "html"): "what others received",
    ("search_entry", "body"): "words of others, where they are public", ("search_entry", "body_stems"): "the same",
}


def one_of_each():
    return {role: person for role, person in SITE.sql("SELECT role, max(person) FROM role GROUP BY role ORDER BY role")}


def address_of(person):
    return SITE.sql("SELECT email, name FROM person WHERE id = ?", person)[0]


@check("pages ask nothing of another site, and neither do their styles and scripts")
def third_parties():
    browser = SITE.browser(one_of_each()["elected"])
    assets, found = set(), []
    for path, page in crawl(browser, ROUTES, ["/", "/moi", "/cycles"]).items():
        for tag, attributes in markup_of(page).elements if is_page(page) else []:
            a = dict(attributes)
            for name in ("src", "srcset", "data", "poster", "background", "action", "ping") + (("href",) if tag == "link" else ()):
                if a.get(name):
                    assets.add(a[name])
                    found += [f"{path}: <{tag} {name}={a[name]}>"] if not a[name].startswith("/") or a[name].startswith("//") else []
            if tag == "a" and a.get("target") == "_blank" and "noopener" not in a.get("rel", ""):
                found.append(f"{path}: a link that opens a window which may steer this one")
    assert not found, "\n".join(found)
    for asset in [a for a in assets if a.endswith((".css", ".js"))]:
        text = browser.get(asset).text
        for address in re.findall(r"""url\(["']?([^"')]+)|(?:fetch|import|EventSource|WebSocket)\(["']([^"']+)""", text):
            there = "".join(address)
            assert not there.startswith(("http", "//")), (asset, there)
        assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.S | re.M)) == [], asset


@check("what is private is kept by no cache: pages of who is signed in, and pages that a mailed link opens")
def caches():
    for role, person in one_of_each().items():
        for path, page in crawl(SITE.browser(person), ROUTES, ["/", "/moi", "/cycles"]).items():
            if page.status == 200 and (is_page(page) or "json" in page.headers["Content-Type"]):
                assert page.headers["Cache-Control"] == "no-store", (role, path, page.headers["Cache-Control"])
    anonymous, opened = SITE.browser(), set()
    for kind in ("pair", "registration", "sign-in", "invitation"):
        for plain, in SITE.sql("SELECT plain FROM outbox WHERE kind = ? ORDER BY id DESC LIMIT 3", kind):
            if re.search(r"/[0-9a-f]{64}", plain):
                link = path_in_text(plain)
                opened.add(kind)
                page = anonymous.get(link, follow=False)
                assert page.headers["Cache-Control"] == "no-store", (kind, page.headers["Cache-Control"])
                assert page.headers["Referrer-Policy"] == "same-origin" and 'content="noindex' in page.text, kind
    assert {"pair", "registration"} <= opened, opened


@check("the log: every page and many mistakes, and nobody's name, address, words or keys")
def log():
    words = "mot-" + secrets.token_hex(8)
    for person in (*one_of_each().values(), None):
        browser = SITE.browser(person)
        pages = crawl(browser, ROUTES, ["/", "/moi", "/cycles", f"/recherche?q={words}", f"/territoires?q={words}", f"/{words}/x",
                                        f"/cycles/{words}", f"/contenus/{words}?x={words}", f"/connexion/lien/{'b' * 64}"])
        key = next(p.field("_key") for p in pages.values() if is_page(p) and p.field("_key"))
        for path in ("/connexion", "/connexion/mot-de-passe", "/moi", f"/invitation/{'c' * 64}", f"/{words}"):
            for fields in ({"email": f"{words}@x.example", "password": words, "name": words, "lang": words},
                           {"email": address_of(one_of_each()["elected"])[0], "password": words}, {"x": words + "\xff"}):
                browser.post(path, {"_key": key, **fields}, User_Agent=words, Referer=f"https://{words}.example", X_Forwarded_For="203.0.113.9")
        browser.ask("POST", "/moi", words.encode() + b"=\xff", {"Content-Type": "application/x-www-form-urlencoded"})
    logged = SITE.logged()
    assert logged.count(" info GET ") > 300
    tokens = {t for plain, in SITE.sql("SELECT plain FROM outbox") for t in re.findall(r"[0-9a-f]{32,}", plain)}
    people = [value for row in SITE.sql("SELECT email, name FROM person WHERE erased IS NULL") for value in row]
    for secret in (words, "203.0.113.9", "b" * 64, "c" * 64, *tokens, *people):
        assert secret not in logged, [line for line in logged.splitlines() if secret in line][:2]
    assert not re.search(r"[0-9a-f]{32,}|@[a-z0-9.-]+\.[a-z]+", logged), "something like a key or an address"


@check("the export holds every row of a person, and no one else's name or address but in words addressed to them")
def export():
    everyone = SITE.sql("SELECT id, email, name FROM person WHERE erased IS NULL")
    for role, person in one_of_each().items():
        address, name = address_of(person)
        data = json.loads(SITE.browser(person).get("/moi/donnees.json").text)
        assert (data["profile"][0]["name"], data["profile"][0]["email"]) == (name, address)
        for section, query in HELD.items():
            held = SITE.sql(query.replace("{0}", str(person)).replace("{1}", "?"), *([address] if "{1}" in query else []))[0][0]
            assert len(data[section]) == held, (role, section, len(data[section]), held)
        # Mails are what others wrote to them; answers are the pair's; minutes are the room's.
        theirs = json.dumps({k: v for k, v in data.items() if k not in ("mails", "answers", "minutes")}, ensure_ascii=False)
        for number, other, other_name in everyone:
            if number != person:
                assert other not in theirs, (role, other)
                assert other_name not in json.dumps({k: data[k] for k in ("profile", "roles", "browsers", "applicant", "invitations")},
                                                    ensure_ascii=False), (role, other_name)


def columns_of_text(site):
    """Every column of every table of the database that holds words, but for the index's own."""
    if site.database.address.startswith("sqlite"):
        tables = [t for t, in site.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                                       " AND name NOT LIKE 'search_index%'")]
        return [(t, row[1]) for t in tables for row in site.sql(f"PRAGMA table_info({t})") if row[2].lower() in ("text", "blob")]
    return site.sql("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type IN ('text', 'bytea')")


def where(word, site=None):
    site = site or SITE
    columns = columns_of_text(site)
    query = " UNION ALL ".join(f"SELECT '{table}', '{column}' WHERE EXISTS (SELECT 1 FROM {table} WHERE lower(CAST({column} AS text)) LIKE ?)"
                               for table, column in columns)
    return set(site.sql(query, *[f"%{word.lower()}%"] * len(columns)))


@check("erased, a person's address is nowhere in the database, and their name only where it is said to stay")
def erasure():
    SITE.sql("INSERT INTO magic_link (token, email, created, expires) SELECT 'zz' || id, email, 1, 2 FROM person WHERE email IS NOT NULL")
    SITE.sql("INSERT INTO attempt (subject, at) SELECT 'password:' || email, 1 FROM person WHERE email IS NOT NULL")
    for role, person in one_of_each().items():
        address, name = address_of(person)
        browser = SITE.browser(person)
        assert where(address), "nothing to erase"
        reply = browser.submit(browser.get("/moi/effacement"), "/moi/effacement", sure="1")
        assert reply.status == 303, (role, reply.text[:3000])
        assert where(address) == set(), (role, where(address))
        assert where(name) <= set(STAYS), (role, where(name) - set(STAYS))
        assert browser.get("/moi", follow=False).status == 303, "still signed in"
        # The pages that showed them still open, without their name.
        public = crawl(SITE.browser(), ROUTES, ["/", "/cycles"])
        assert all(page.status in (200, 303) for page in public.values()), [p for p, page in public.items() if page.status > 303]
        assert not [path for path, page in public.items() if address in page.text], role
    files = [file for file in SITE.file.parent.rglob("*") if file.is_file() and file.name != "log" and "cordee.db" not in file.name]
    assert not [file for file in files if address.encode() in file.read_bytes()]


@check("a copy of the database opens nothing: no key of a login, a link or a form is in it once mails have left")
def stolen():
    with Sink() as sink, Site(sys.argv[1], smtp=f"smtp://127.0.0.1:{sink.port}") as site:
        today = int(time.time()) // 86400
        site.sql("INSERT INTO person (id, email, name, created) VALUES (900001, 'ada@x.example', 'Ada', 1)")
        site.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) VALUES"
                 " (900001, 'essai', 'Essai', 'food', 's', ?, ?, 1, 1)", today, today + 90)
        site.sql("INSERT INTO role (cycle, person, role, since) VALUES (900001, 900001, 'facilitator', 1)")
        site.sql("INSERT INTO restitution (id, cycle, title, starts, ends, capacity, opens, published, created)"
                 " VALUES (900001, 900001, 'R', ?, ?, 10, 1, 1, 1)", (today + 9) * 86400, (today + 9) * 86400 + 3600)
        browser, secrets_ = Browser(site), []

        def submit(path, action, **fields):
            page = browser.get(path)
            secrets_.append(page.fields(action)["_key"])
            return browser.submit(page, action, **fields)

        submit("/connexion", "/connexion", email="ada@x.example")
        link = path_in(sink.wait(1, 60))
        submit(link, link)
        secrets_ += [link.rsplit("/", 1)[1], browser.cookies["login"]]
        submit("/cycles/essai/equipe", "/cycles/essai/equipe", role="expert", name="Bob", email="bob@x.example")
        secrets_.append(path_in(sink.wait(2, 60)).rsplit("/", 1)[1])
        submit("/cycles/essai/restitution/inscription", "/cycles/essai/restitution/inscription", name="Cy", email="cy@x.example")
        secrets_.append(path_in(sink.wait(3, 60)).rsplit("/", 1)[1])
        feed = submit("/moi", "/moi/calendrier")
        secrets_.append(re.search(r"/calendrier/([0-9a-f]{64})", feed.text)[1])
        until(lambda: site.sql("SELECT count(*) FROM outbox WHERE sent IS NULL") == [(0,)], "every mail noted as sent", 60)
        for secret in secrets_:
            for part in secret.split("."):
                assert len(part) >= 32 and where(part, site) == set(), where(part, site)
        assert site.sql("SELECT count(*) FROM once") != [(0,)]


with DemoSite(sys.argv[1], "2022-04-20") as SITE:
    ROUTES = Routes(sys.argv[2])
    failed = run()
sys.exit(failed)
