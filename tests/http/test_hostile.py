#!/usr/bin/env python3
"""Every form of the site filled with what would do harm, on the whole demonstration, on days that
open different forms: markup, addresses that run, formulas, lines of other formats, names of braces.
Then every page, mail and file that shows it is read: nothing became markup, everything stayed words.
And every field given what does not fit it: refused in words, never an error of ours."""
import csv
import io
import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree

from crawl import Markup, Routes, crawl, forms_of, is_page, markup_of
from demosite import DemoSite
from web import check, multipart, run

# A name of element and of attribute that no page of ours has; {title} must not be filled in.
HARM = "=xss {title}\"'><xss-a xss-b=1 onclick=xss()>"
LINES = (HARM + "\n\n[x](javascript:xss) ![x](https://evil.example/xss.png) <javascript:xss> [x](data:text/html,xss)"
         "\n\n<script>xss()</script><img src=x onerror=xss()><!--\n\n| <xss-a> | b |\n|---|---|\n| <svg onload=xss()> | `</code><xss-a>` |"
         "\n\nEND:VEVENT\nBEGIN:VEVENT\nX-XSS:1\n\n# <xss-a>\n\n&lt;xss-a&gt; &#60;xss-a&#62; ]]><xss-a/>\n\n```\n</pre><xss-a>\n```\n"
         "\n[x]: javascript:xss\n\n[y](//evil.example) [z](/\\evil.example) ![w](//evil.example/x.png)\n")
FILE = b"<html><script>xss()</script><svg xmlns='http://www.w3.org/2000/svg' onload='xss()'/></html>"

# Forms that must have been accepted on one of the days, or the test has tested nothing.
TAKEN = """
/administration /pages/{slug}/modifier /contenus/nouveau /contenus/{slug}/modifier /cycles/nouveau /cycles/{cycle}/modifier
/cycles/{cycle}/equipe /cycles/{cycle}/appel/modifier /cycles/{cycle}/appel/questions/nouvelle /cycles/{cycle}/appel/questions/{id}
/candidatures/{id} /candidatures/{id}/binome /cycles/{cycle}/selection/candidatures/{id} /cycles/{cycle}/selection/candidatures/{id}/deport
/cycles/{cycle}/selection/decision/lettres/{outcome} /cycles/{cycle}/cohorte/accueil /cycles/{cycle}/seances/nouvelle
/cycles/{cycle}/seances/{id}/modifier /cycles/{cycle}/seances/{id}/programme /cycles/{cycle}/seances/{id}/documents
/cycles/{cycle}/seances/{id}/activites/nouvelle
/cycles/{cycle}/seances/{id}/activites/{activity_id}/modifier /a/{code}/idees
/cycles/{cycle}/seances/{id}/compte-rendu /cycles/{cycle}/seances/{id}/enseignements /cycles/{cycle}/echanges/blocages/nouveau
/cycles/{cycle}/echanges/blocages/{id} /cycles/{cycle}/echanges/blocages/{id}/etat /cycles/{cycle}/echanges/experiences/nouvelle
/cycles/{cycle}/feuille-de-route/actions/nouvelle /cycles/{cycle}/feuille-de-route/actions/{id}
/cycles/{cycle}/feuille-de-route/caps/nouveau /cycles/{cycle}/feuille-de-route/caps/{id} /moi
/cycles/{cycle}/restitution/modifier /cycles/{cycle}/restitution/inscription /cycles/{cycle}/restitution/fiches/{member_id}/modifier
""".split()


class Harm:
    """What a form's fields are filled with; addresses and slugs must differ each time."""
    count = 0

    @classmethod
    def values(cls, form):
        cls.count += 1
        values = form.values()
        for c in form.typed():
            values[c.name] = cls.value(c)
            if "/lettres/" in form.action:  # whose braces are filled in
                values[c.name] = values[c.name].replace("=xss {title}", "=xsl")
        # A form's buttons with a name say what to do next: nothing.
        return {name: value for name, value in values.items() if form.controls[name].kind != "submit" or name.startswith("etat")}

    @classmethod
    def value(cls, c):
        if c.kind == "textarea":
            return LINES if not c.most or c.most >= len(LINES) else HARM[:c.most]
        if c.name == "slug":
            return c.value or f"xss-{cls.count}"
        if c.kind == "text":
            return f"{HARM} {cls.count}\r\nBcc: xss@evil.example"[:c.most or 200]
        if c.kind == "email":
            return f"xss{cls.count}@evil.example"
        if c.kind in ("radio", "select", "checkbox"):
            if "workshop" in c.options:  # two may be at the same hours
                return "workshop"
            return c.value or next((o for o in reversed(c.options) if o), "")
        fallback = {"number": "3", "date": {"starts": "2021-03-01", "ends": "2023-03-01"}.get(c.name, "2021-10-12"), "time": {"starts": "12:00", "ends": "12:30"}.get(c.name, "10:00"),
                    "datetime-local": {"opens": "2020-12-01T10:00", "closes": "2021-12-01T10:00", "starts": "2022-05-12T10:00",
                                       "ends": "2022-05-12T16:00"}.get(c.name, "")}
        return c.value or fallback.get(c.kind, "")


def post(browser, form, values):
    files = [(c.name, "%22><xss-a xss-b=1>.csv", FILE) for c in form.controls.values() if c.kind == "file"]
    if form.upload:
        body, kind = multipart([("_key", values["_key"])] + [v for v in values.items() if v[0] != "_key"], files)
        return browser.ask("POST", form.action, body, {"Content-Type": kind})
    return browser.post(form.action, values)


def people(site):
    """One of each sort, and whoever writes an application now."""
    who = {role: person for role, person in site.sql("SELECT role, min(person) FROM role GROUP BY role")}
    writing = site.sql("SELECT p.person, p.application FROM applicant p JOIN application a ON a.id = p.application WHERE a.submitted IS NULL"
                       " AND p.person IS NOT NULL ORDER BY a.id DESC LIMIT 1")
    if writing:
        who["applicant"] = writing[0][0]
    return {"anonymous": None, **who, "administrator": site.sql("SELECT min(id) FROM person WHERE admin = 1")[0][0]}


def starts(site, who):
    """Where people begin; an application is reached by its mail."""
    paths = ["/", "/moi", "/cycles"]
    if who == "applicant":
        number = site.sql("SELECT p.application FROM applicant p JOIN application a ON a.id = p.application WHERE p.person = ?"
                          " AND a.submitted IS NULL", people(site)["applicant"])[0][0]
        paths += [f"/candidatures/{number}", f"/candidatures/{number}/binome"]
    return paths


def markup(path, page):
    """What is wrong with a page's markup."""
    found = []
    for tag, attributes in page.elements:
        names = [name for name, _ in attributes]
        if tag.startswith("xss") or any(name.startswith(("xss", "on")) or name == "style" for name in names):
            found.append(f"{path}: <{tag} {attributes}>")
        for name, value in attributes:
            address = re.sub(r"\s", "", value or "").lower() if name in ("href", "src", "action", "formaction", "data-draft") else ""
            if address.startswith(("javascript:", "data:", "vbscript:", "//", "/\\")):
                found.append(f"{path}: {name}={value}")
            if tag in ("img", "script", "link", "iframe", "source") and address.startswith(("http:", "https:")):
                found.append(f"{path}: asks another site: {value}")
        if tag in ("iframe", "object", "embed", "base", "svg:script") or (tag == "script" and "src" not in names):
            found.append(f"{path}: <{tag}>")
    return found


def words(path, text):
    """What was typed is shown as it was typed, braces too."""
    found = []
    for shown in re.findall(r"=xss .{0,9}", text):
        if not shown.startswith("=xss {title}") and "…" not in shown and "=xss {title}"[:len(shown.rstrip())] != shown.rstrip():
            found.append(f"{path}: {shown}")
    return found


def other_formats(path, page):
    kind = page.headers["Content-Type"]
    if "xml" in kind:
        names = {element.tag.split("}")[-1] for element in xml.etree.ElementTree.fromstring(page.body).iter()}
        return [f"{path}: <{name}>" for name in names if name.startswith("xss")]
    if "json" in kind:
        json.loads(page.body)
    if "csv" in kind and not page.headers.get("Content-Disposition", "").count("xss"):
        rows = csv.reader(io.StringIO(page.body.decode("utf-8-sig")), delimiter=";")
        return [f"{path}: a formula: {cell[:40]}" for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    if "calendar" in kind:
        return [f"{path}: a line of its own" for line in page.text.split("\r\n") if line.startswith("X-XSS")]
    return []


def shown_as(path, page):
    """A file that someone sent is a download of bytes, whatever it says it is."""
    found = []
    if page.body == FILE:
        if page.headers["Content-Type"] not in ("application/octet-stream",) or page.headers["X-Content-Type-Options"] != "nosniff":
            found.append(f"{path}: served as {page.headers['Content-Type']}")
        if not page.headers["Content-Disposition"].startswith("attachment; filename=\""):
            found.append(f"{path}: {page.headers['Content-Disposition']}")
    return found


def read(path, page):
    """What is wrong with an answer, whoever gets it."""
    found = [f"{path}: a header of its own"] if any(k.lower().startswith(("bcc", "x-xss")) for k in page.headers) else []
    if is_page(page):
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, path
        return found + markup(path, markup_of(page)) + words(path, markup_of(page).text)
    return found + other_formats(path, page) + shown_as(path, page)


def fill_everything(site, routes, day):
    """Each form once, by the first who finds it; which were accepted."""
    done, accepted, refused = set(), set(), {}
    for who, person in people(site).items():
        browser = site.browser(person)
        for form in forms_of(crawl(browser, routes, starts(site, who)), routes):
            route = routes.of(form.action)
            what = (route, *sorted(form.controls))
            if what in done:
                continue
            values = Harm.values(form)
            reply = post(browser, form, values)
            assert reply.status in (200, 303, 404, 409, 422), (day, who, form.action, reply.status, reply.text[:300])
            found = read(form.action, reply) if reply.status == 422 else []
            assert not found, found
            if reply.status in (303, 200):
                done.add(what)
                accepted.add(route)
            else:
                refused[route] = (who, reply.status, re.findall(r'class="field-error"[^>]*>(.*?)</p>', reply.text)[:3])
    return accepted, refused


def visit_everything(site, routes):
    found, shown, missing = [], 0, []
    for who, person in people(site).items():
        for language in ("fr", "en") if who in ("anonymous", "facilitator") else ("fr",):
            for path, page in crawl(site.browser(person, language), routes, starts(site, who), each=3).items():
                found += read(path, page)
                shown += "xss {title}" in page.body.decode("utf-8", "replace")
                if page.status not in (200, 303):
                    missing.append(f"{who} is led to {path}, which is {page.status}")
    return found, shown, missing


def mails(site):
    found = []
    for number, subject, name, plain, text in site.sql("SELECT id, subject, recipient_name, plain, html FROM outbox"):
        found += markup(f"mail {number}", Markup(text)) + words(f"mail {number}", Markup(text).text) + words(f"mail {number}", plain)
        if re.search(r"[\r\n]", subject + name):
            found.append(f"mail {number}: a line end in a header: {subject!r} {name!r}")
    return found


def story(day):
    def tell():
        with DemoSite(PROGRAM, day) as site:
            routes = Routes(ROUTES)
            _, _, missing = visit_everything(site, routes)
            assert not missing, "\n".join(sorted(set(missing)))
            accepted, refused = fill_everything(site, routes, day)
            ACCEPTED.update(accepted)
            REFUSED.update(refused)
            found, shown, _ = visit_everything(site, routes)
            found += mails(site)
            assert not found, "\n".join([str(len(found)), *sorted(set(found))[:40]])
            assert shown > 40, f"what was typed is shown on {shown} pages only"
            assert "Traceback" not in site.logged() and " error " not in site.logged(), site.logged()[-2000:]
    return tell


DAYS = ("2021-01-10", "2021-03-25", "2022-04-20")
for each_day in DAYS:
    check(f"{each_day}: what people type stays words, on every page, in every mail and file")(story(each_day))


@check("enough forms took it")
def enough():
    lacking = sorted(set(TAKEN) - ACCEPTED)
    assert not lacking, "\n".join(f"{route}: {REFUSED.get(route, 'no such form was found')}" for route in lacking)


# What does not fit, by kind of field.
DAYS_WRONG = ["2021-02-30", "0000-00-00", "2021-13-01", "99999-01-01", "31/31/2021", "hier", "2021-02-30T25:61", "-1-1-1"]
NUMBERS_WRONG = ["-1", "2147483648", "4294967297", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e9", "0x10", "NaN", "１２"]
WRONG = {
    "date": DAYS_WRONG, "datetime-local": DAYS_WRONG, "time": ["25:00", "12:60", "-1:00", "midi", "99999999:00"], "number": NUMBERS_WRONG,
    "hidden": [*NUMBERS_WRONG, "", "x", "x" * 3000], "radio": ["xss", "0", "-1", "999999", "x" * 3000], "select": ["xss", "0", "-1", "999999"],
    "checkbox": ["xss", "x" * 3000], "email": ["a", "a@b", "@", "a@b.c\nBcc: x@y.z", "é@x.fr", "a" * 300 + "@x.fr", "a b@x.fr"],
    "text": ["\u0001", "\u202e\u200b", " ", "x" * 20001], "textarea": ["\u0001", "\r\r\r", " \n ", "x" * 100001], "file": [], "submit": ["xss"],
}


def bad_inputs(site, routes):
    """Each field of each form in turn, the others as the page had them."""
    for who, person in people(site).items():
        browser = site.browser(person)
        for form in forms_of(crawl(browser, routes, starts(site, who)), routes):
            what = (routes.of(form.action), *sorted(form.controls))
            if form.upload or what in BAD_DONE:
                continue
            BAD_DONE.add(what)
            for c in list(form.controls.values())[:12]:
                if c.name == "_key":
                    continue
                for value in WRONG.get(c.kind, []) if c.name != "slug" else ["../../etc", "É", "a" * 300, "nouveau", "a/b"]:
                    yield who, browser, form, c, value


@check("what does not fit a field is refused in words; unknown, missing and repeated fields too")
def misfits():
    found, counts = [], {}
    for day in DAYS[1:]:
        with DemoSite(PROGRAM, day) as site:
            for who, browser, form, c, value in bad_inputs(site, Routes(ROUTES)):
                reply = browser.post(form.action, {**form.values(), c.name: value})
                counts[reply.status] = counts.get(reply.status, 0) + 1
                if reply.status not in (200, 303, 400, 404, 409, 413, 422):
                    found.append(f"{day} {who} {form.action} {c.name}={value[:30]!r}: {reply.status}")
                if c.most and len(value) > c.most and reply.status != 422:
                    found.append(f"{day} {who} {form.action} {c.name}: {len(value)} characters for {c.most}: {reply.status}")
                if reply.status == 422 and c.kind == "date" and value in DAYS_WRONG and value not in reply.text:
                    found.append(f"{day} {who} {form.action} {c.name}: what was typed is gone")
            assert " error " not in site.logged(), [line for line in site.logged().splitlines() if " error " in line][-5:]
    assert not found, "\n".join([str(len(found)), *found[:40]])
    assert counts[422] > 300, counts


@check("bodies that are no forms: not UTF-8, fields unknown, repeated or by the thousand, other types")
def bodies():
    with DemoSite(PROGRAM, DAYS[2]) as site:
        browser = site.browser(people(site)["elected"])
        cycle = site.sql("SELECT slug FROM cycle ORDER BY id LIMIT 1")[0][0]
        path = f"/cycles/{cycle}/echanges/blocages/nouveau"
        fields = {**browser.get(path).fields(path), "title": "Un titre", "body": "Des mots", "audience": "2"}
        right = urllib.parse.urlencode(fields)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        count = lambda: site.sql("SELECT count(*) FROM blocker")[0][0]  # noqa: E731
        before = count()
        for body, headers, statuses in (
                (right + "&title=%FF", form, (400,)), (right + "&x=%C3%28", form, (400,)), (right + "&x=%00", form, (400,)),
                (right + "&x=%ED%A0%80", form, (400,)), (right + "&x=%F5%80%80%80", form, (400,)), (right + "&x=%zz", form, (400,)),
                (right.encode() + b"&x=\xff\xfe", form, (400,)), ("&".join(f"a{i}=1" for i in range(2000)), form, (400, 413)),
                (right + "&x=" + "a" * 3000000, form, (413,)), (json.dumps(fields), {"Content-Type": "application/json"}, (415,)),
                (right, {"Content-Type": "text/plain"}, (415,)), (right, {}, (415,)), ("", form, (403,)), ("=&=&&=", form, (403,)),
                (right, {"Content-Type": "multipart/form-data; boundary=x"}, (400,)),
                (right.replace("title=Un+titre", "title="), form, (422,))):
            reply = browser.ask("POST", path, body, headers)
            assert reply.status in statuses, (str(body)[-60:], headers, reply.status)
        assert count() == before
        # A field that nobody declared has no effect; of one sent twice the first counts.
        reply = browser.post(path, {**fields, "id": "1", "person": "1", "member": "1", "state": "lifted", "admin": "1", "cycle": "2"})
        number = int(reply.location.rsplit("/", 1)[1])
        assert site.sql("SELECT person, state, title FROM blocker WHERE id = ?", number) == [(people(site)["elected"], "open", "Un titre")]
        again = browser.ask("POST", path, right + "&title=Autre", form)
        assert again.location == reply.location and count() == before + 1, "the same form sent again has no second effect"


PROGRAM, ROUTES = sys.argv[1:3]
ACCEPTED, REFUSED, BAD_DONE = set(), {}, set()
sys.exit(run())
