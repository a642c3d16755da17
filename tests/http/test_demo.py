#!/usr/bin/env python3
"""The pages that only a demo has: entering a role in one click, the mails that are kept."""
import sys
import time

from serving import Browser, Site, path_in_text
from web import check, run

NOW = int(time.time())


@check("an empty demo says so")
def empty():
    page = Browser(SITE).get("/demo/connexion")
    assert page.status == 200 and page.says("n'est pas encore chargée")
    assert Browser(SITE).get("/demo/mails").says("Aucun courriel")
    assert Browser(SITE).get("/demo").says("La démonstration")
    key = Browser(SITE).get("/connexion").fields("/connexion")["_key"]
    assert Browser(SITE).post("/demo/connexion", {"_key": key, "role": "facilitator"}).status == 404


@check("each role in one click, and none that nobody has")
def roles():
    today = NOW // 86400
    SITE.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) VALUES"
             " (1, 'un', 'Cycle un', 'food', '', ?, ?, 1, ?), (2, 'deux', 'Caché', 'food', '', ?, ?, 0, ?)",
             today, today + 9, NOW, today, today + 9, NOW)
    SITE.sql("INSERT INTO person (id, email, name, admin, created) VALUES (1, 'a@b.example', 'Ada Un', 1, ?),"
             " (2, 'b@b.example', 'Bob Deux', 0, ?), (3, 'c@b.example', 'Chloé Trois', 0, ?)", NOW, NOW, NOW)
    SITE.sql("INSERT INTO role (cycle, person, role, since) VALUES (1, 2, 'facilitator', ?), (2, 3, 'juror', ?)", NOW, NOW)
    page = Browser(SITE).get("/demo/connexion")
    assert page.says("Bob Deux") and page.says("Ada Un")
    assert not page.says("Chloé Trois"), "of a cycle that is not published"
    for role, name in (("facilitator", "Bob Deux"), ("administrator", "Ada Un")):
        browser = Browser(SITE)
        page = browser.get("/demo/connexion")
        key = page.fields("/demo/connexion")["_key"]
        reply = browser.post("/demo/connexion", {"_key": key, "role": role})
        assert reply.status == 303 and browser.get("/moi").says(name), role
    for role in ("juror", "observer", "", "'", "2"):
        browser = Browser(SITE)
        key = browser.get("/demo/connexion").fields("/demo/connexion")["_key"]
        assert browser.post("/demo/connexion", {"_key": key, "role": role}).status == 404, role


@check("mails are kept, and their links work")
def mails():
    browser = Browser(SITE)
    browser.submit(browser.get("/connexion"), "/connexion", email="b@b.example")
    page = browser.get("/demo/mails")
    assert page.says("Votre lien de connexion") and page.says("b@b.example")
    number = SITE.sql("SELECT id FROM outbox")[0][0]
    page = browser.get(f"/demo/mails/{number}")
    link = path_in_text(SITE.sql("SELECT plain FROM outbox")[0][0])
    assert page.status == 200 and f'{link}"' in page.text
    assert browser.submit(browser.get(link), link).status == 303
    assert browser.get("/demo/mails/999").status == 404
    assert SITE.sql("SELECT sent, tries FROM outbox") == [(None, 0)]


@check("what a mail holds is shown as words")
def words():
    SITE.sql("INSERT INTO outbox (key, kind, recipient, subject, plain, html, created, next_try)"
             " VALUES ('x', 'message', 'a@b.example', '<b>Objet</b>', '<script>1</script>', '<script>2</script>', ?, ?)", NOW, NOW)
    number = SITE.sql("SELECT max(id) FROM outbox")[0][0]
    page = Browser(SITE).get(f"/demo/mails/{number}")
    assert "<script>1" not in page.text and "<script>2" not in page.text and "<b>Objet" not in page.text
    assert page.says("<script>1</script>")


with Site(sys.argv[1], base_url="http://localhost:1") as SITE:
    failed = run()
sys.exit(failed)
