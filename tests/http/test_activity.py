#!/usr/bin/env python3
"""A live activity over HTTP: joined by a code without an account, ideas and votes with and without
JavaScript, two tabs, moderation, the wall and its streams, the results for the cohort."""
import csv
import hashlib
import io
import sys
import threading
import time

from serving import Browser, Site
from streams import Reader
from web import check, run

NOW = int(time.time())
TODAY = NOW // 86400
ROOT = "/cycles/essai/seances/1"


def populate(site):
    """1 facilitates; 2 is of the cohort, 3 is somebody else."""
    for person, name in ((1, "Awa Diallo"), (2, "Luc Petit"), (3, "Jo Vert")):
        site.sql("INSERT INTO person (id, email, name, created) VALUES (?, ?, ?, ?)", person, f"p{person}@x.example", name,
                 int(time.time()))
        site.sql("INSERT INTO login (token, person, created, seen, expires) VALUES (?, ?, ?, ?, ?)",
                 hashlib.blake2b((str(person) * 64).encode(), digest_size=32).hexdigest(), person, NOW, NOW, NOW + 86400)
    site.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created)"
             " VALUES (1, 'essai', 'Essai', 'food', 's', ?, ?, 1, 1)", TODAY - 100, TODAY + 100)
    site.sql("INSERT INTO territory (id, kind, name) VALUES (1, 'commune', 'Vimy')")
    site.sql("INSERT INTO member (id, cycle, territory, joined) VALUES (1, 1, 1, 1)")
    site.sql("INSERT INTO role (cycle, person, role, member, since) VALUES (1, 1, 'facilitator', NULL, 1), (1, 2, 'elected', 1, 1)")
    site.sql("INSERT INTO session (id, cycle, title, day, starts, ends, checkin, changed, created)"
             " VALUES (1, 1, 'Coopérer', ?, 540, 1000, 'door', 1, 1)", TODAY)


def signed_in(person=None):
    browser = Browser(SITE)
    if person:
        browser.cookies["login"] = str(person) * 64
    return browser


class Activity:
    """Made and led through the pages, by its facilitator."""

    def __init__(self, opened=True, **fields):
        self.awa = signed_in(1)
        new = f"{ROOT}/activites/nouvelle"
        page = self.awa.get(new)
        reply = self.awa.submit(page, new, **{"title": "De quoi avons-nous besoin ?", "prompt": "Une idée par message.", **fields})
        assert reply.status == 303, reply.text
        self.path = reply.location
        self.id = int(self.path.rsplit("/", 1)[1])
        self.code = SITE.sql("SELECT code FROM activity WHERE id = ?", self.id)[0][0]
        self.room = f"/a/{self.code}"
        if opened:
            self.act("ouverture")

    def act(self, what):
        action = f"{self.path}/{what}"
        reply = self.awa.submit(self.awa.get(self.path), action)
        assert reply.status == 303, reply.status

    def moderate(self, **what):
        return self.awa.submit(self.awa.get(self.path), f"{self.path}/idees", **what)

    def propose(self, browser, words, **more):
        reply = browser.submit(browser.get(self.room), f"{self.room}/idees", text=words, **more)
        assert reply.status == 303, reply.text
        return int(reply.location.rsplit("-", 1)[1])

    def vote(self, browser, idea, word="support", **headers):
        key = browser.get(self.room).fields(f"{self.room}/voix")["_key"]
        return browser.post(f"{self.room}/voix", {"_key": key, word: str(idea)}, **headers)

    def votes(self, idea):
        return SITE.sql("SELECT votes FROM idea WHERE id = ?", idea)[0][0]


@check("the code leads to the activity however it is typed, and a wrong one is said in plain words")
def joining():
    a, guest = Activity(), Browser(SITE)
    for typed in (a.code, a.code.lower(), f" {a.code[:3]} {a.code[3:]} ", f"{a.code[:3]}-{a.code[3:]}"):
        reply = guest.submit(guest.get("/rejoindre"), "/rejoindre", code=typed)
        assert reply.status == 303 and reply.location == a.room, typed
    reply = guest.submit(guest.get("/rejoindre"), "/rejoindre", code="ZZZZZZ")
    assert reply.status == 422 and reply.says("Aucune activité n'a ce code") and reply.says("ZZZZZZ")
    assert guest.submit(guest.get("/rejoindre"), "/rejoindre", code="").status == 422
    reply = guest.get("/a/ZZZZZZ")
    assert reply.status == 404 and reply.says("Aucune activité n'a ce code")
    assert guest.get(a.room.lower()).status == 200
    for path in ("/a/ZZZZZZ/flux", "/a/ZZZZZZ/ecran/flux", "/a/ZZZZZZ/ecran"):
        assert guest.get(path).status == 404, path
    page = guest.get(a.room)
    assert page.says("De quoi avons-nous besoin ?") and "no-store" in page.headers["Cache-Control"]
    assert "HttpOnly" in Browser(SITE).get(a.room).headers["Set-Cookie"]


@check("without an account and without JavaScript: an idea, a vote, taking it back, the limit")
def without_script():
    a, ana, bob = Activity(votes_each="2"), Browser(SITE), Browser(SITE)
    ideas = [a.propose(ana, words, author="Ana") for words in ("<b>Du temps</b>", "Des mots", "Une salle")]
    page = bob.get(a.room)
    assert "&lt;b&gt;Du temps&lt;/b&gt;" in page.text and page.says("Ana") and page.says("Il vous reste 2 voix")
    reply = a.vote(bob, ideas[0])
    assert reply.status == 303 and reply.location == f"{a.room}#idee-{ideas[0]}"
    page = bob.get(a.room)
    assert page.says("Il vous reste une voix") and page.text.count('aria-pressed="true"') == 1
    a.vote(bob, ideas[0])  # a double tap counts once
    a.vote(bob, ideas[1])
    assert bob.get(a.room).says("Vous avez donné toutes vos voix")
    reply = a.vote(bob, ideas[2])
    assert reply.status == 303 and bob.get(a.room).says("Reprenez-en une pour la donner ici")
    a.vote(bob, ideas[0], "withdraw")
    a.vote(bob, ideas[2])
    assert [a.votes(i) for i in ideas] == [0, 1, 1]
    assert ana.get(a.room).text.count('aria-pressed="true"') == 0  # nobody sees another's votes, nor any total
    assert "1 voix" not in ana.get(a.room).text


@check("an idea that is empty or too long comes back with what was typed")
def wrong_ideas():
    a, ana = Activity(), Browser(SITE)
    for words, said in (("  ", ""), ("é" * 281, "é" * 281)):
        reply = ana.submit(ana.get(a.room), f"{a.room}/idees", text=words)
        assert reply.status == 422 and said in reply.text, reply.status
    a.propose(ana, "é" * 280)
    for fields in ({}, {"support": ""}, {"support": "x"}, {"support": "0"}, {"support": "999999"}, {"support": "9" * 30}, {"other": "1"}):
        key = ana.get(a.room).fields(f"{a.room}/voix")["_key"]
        assert ana.post(f"{a.room}/voix", {"_key": key, **fields}).status == 404, fields


@check("a form sent twice, two tabs, a thousand taps: one idea, one vote")
def repeats():
    a, ana = Activity(votes_each="1"), Browser(SITE)
    page = ana.get(a.room)
    fields = {**page.fields(f"{a.room}/idees"), "text": "Une fois"}
    first, second = ana.post(f"{a.room}/idees", fields), ana.post(f"{a.room}/idees", fields)
    assert first.location == second.location and len(SITE.sql("SELECT id FROM idea WHERE activity = ?", a.id)) == 1
    idea = a.propose(ana, "Une fois")  # typed again in a second tab
    other = a.propose(ana, "Une autre")
    assert len(SITE.sql("SELECT id FROM idea WHERE activity = ?", a.id)) == 2
    key = ana.get(a.room).fields(f"{a.room}/voix")["_key"]

    def tab(target):
        browser = Browser(SITE)
        browser.cookies.update(ana.cookies)
        for _ in range(10):
            assert browser.post(f"{a.room}/voix", {"_key": key, "support": str(target)}).status == 303

    tabs = [threading.Thread(target=tab, args=(target,)) for target in (idea, other) * 4]
    for t in tabs:
        t.start()
    for t in tabs:
        t.join()
    assert a.votes(idea) + a.votes(other) == 1
    assert SITE.sql("SELECT count(*) FROM vote v JOIN idea i ON i.id = v.idea WHERE i.activity = ?", a.id) == [(1,)]


@check("with JavaScript, a vote answers its part of the page, and a refusal says why")
def in_the_background():
    a, ana = Activity(votes_each="1"), Browser(SITE)
    ideas = [a.propose(ana, "Une"), a.propose(ana, "Deux")]
    reply = a.vote(ana, ideas[0], X_Requested_With="fetch")
    assert reply.status == 200 and f'data-given="{ideas[0]} "' in reply.text and "<html" not in reply.text
    reply = a.vote(ana, ideas[1], X_Requested_With="fetch")
    assert reply.status == 422 and reply.says("Reprenez-en une") and f'data-given="{ideas[0]} "' in reply.text
    reply = a.vote(ana, ideas[0], "withdraw", X_Requested_With="fetch")
    assert reply.status == 200 and 'data-given=""' in reply.text and reply.says("Il vous reste une voix")


@check("a browser that keeps no cookie is told so, and has no vote")
def no_cookie():
    a, ana, bare = Activity(), Browser(SITE), Browser(SITE)
    idea = a.propose(ana, "Une")
    for cookies in ({}, {"voice": "short"}):
        key = bare.get(a.room).fields(f"{a.room}/voix")["_key"]
        bare.cookies = dict(cookies)
        reply = bare.post(f"{a.room}/voix", {"_key": key, "support": str(idea)})
        assert reply.status == 303 and bare.follow(reply).says("Acceptez les cookies")
    assert a.votes(idea) == 0


@check("a member is one voice on every device, and signs by name only when asked")
def members():
    a, luc, again = Activity(votes_each="1"), signed_in(2), signed_in(2)
    idea = a.propose(luc, "Sans nom")
    signed = a.propose(luc, "Avec nom", named="1")
    page = Browser(SITE).get(a.room)
    assert page.text.count("Luc Petit") == 1
    a.vote(luc, idea)
    a.vote(again, signed)
    assert [a.votes(i) for i in (idea, signed)] == [1, 0]
    assert again.get(a.room).says("Luc Petit")


@check("draft, open, closed, open again: what each lets do, and what it says")
def states():
    a, ana = Activity(opened=False), Browser(SITE)
    assert ana.get(a.room).says("L'activité va commencer")
    reply = ana.submit(ana.get(a.room), f"{a.room}/idees", text="Trop tôt")
    assert reply.status == 422 and reply.says("pas encore ouverte") and reply.says("Trop tôt")
    a.act("ouverture")
    idea, other = a.propose(ana, "À temps"), a.propose(ana, "Aussi")
    a.vote(ana, other)
    a.act("cloture")
    page = ana.get(a.room)
    assert page.says("C'est clos") and page.text.index("Aussi") < page.text.index("À temps") and page.says("1 voix")
    reply = ana.submit(page, f"{a.room}/idees", text="Trop tard")
    assert reply.status == 422 and reply.says("L'activité est close")
    reply = ana.post(f"{a.room}/voix", {"_key": page.fields(f"{a.room}/voix")["_key"], "support": str(idea)})
    assert reply.status == 303 and ana.get(a.room).says("L'activité est close") and a.votes(idea) == 0
    a.act("ouverture")
    assert a.vote(ana, idea).status == 303 and a.votes(idea) == 1


@check("moderation: hidden from the room, votes given back, shown again")
def moderation():
    a, ana = Activity(votes_each="1"), Browser(SITE)
    idea = a.propose(ana, "Déplacée")
    a.vote(ana, idea)
    reply = a.moderate(hide=str(idea))
    assert reply.status == 303 and reply.location.endswith(f"#idee-{idea}")
    page = ana.get(a.room)
    assert not page.says("Déplacée") and page.says("Il vous reste une voix")
    assert a.awa.get(a.path).says("masquée")
    a.vote(ana, idea)
    assert ana.get(a.room).says("retirée de la liste") and a.votes(idea) == 0
    a.moderate(show=str(idea))
    assert ana.get(a.room).says("Déplacée")
    for what in ({"hide": "999999"}, {"hide": "x"}, {}):
        assert a.moderate(**what).status == 404, what
    key = signed_in(2).get(ROOT).field("_key")
    assert signed_in(2).post(f"{a.path}/idees", {"_key": key, "hide": str(idea)}).status == 404


@check("the table: a spreadsheet opens it, and what looks like a formula stays words")
def table():
    a, ana = Activity(), Browser(SITE)
    words = ["=1+1", "Un ; deux", 'Dit "oui"', "Été"]
    ideas = [a.propose(ana, w, author="Ana") for w in words]
    a.vote(ana, ideas[3])
    a.moderate(hide=str(ideas[1]))
    page = a.awa.get(a.path + "/idees.csv")
    assert page.body.startswith(b"\xef\xbb\xbf") and page.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(page.body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Idée", "Signée", "Voix", "Masquée"], rows[0]
    assert [r[0] for r in rows[1:]] == ["Été", "'=1+1", "Un ; deux", 'Dit "oui"'], rows
    assert rows[1][1:4] == ["Ana", "1", ""] and rows[3][3] == "oui"


@check("the stream of phones: ideas as they come, no vote of anyone; caught up with after an absence")
def phones():
    a, ana = Activity(), Browser(SITE)
    phone = Reader(SITE.port, path=f"{a.room}/flux")
    phone.holds("Aucune idée pour le moment")
    idea = a.propose(ana, "Première")
    last = phone.holds("Première")[0]
    a.vote(ana, idea)
    phone.pull(0.6)
    assert 'aria-pressed="true"' not in phone.events()[-1][1] and "voix" not in phone.events()[-1][1].replace("voix-", "")
    nothing = Reader(SITE.port, path=f"{a.room}/flux?last={last}")
    nothing.pull(0.5)
    assert nothing.events() == []
    a.propose(ana, "Deuxième")
    Reader(SITE.port, path=f"{a.room}/flux?last={last}").holds("Première", "Deuxième")
    a.act("cloture")
    phone.holds("C'est clos", "1 voix")


@check("the wall and the facilitator's page: votes as they are given, in each language")
def walls():
    a, ana = Activity(), Browser(SITE)
    idea = a.propose(ana, "Seule")
    page = Browser(SITE).get(f"{a.room}/ecran")
    assert page.says("Une idée par message.") and "<svg" in page.text and page.says(f"{a.code[:3]} {a.code[3:]}")
    assert 'class="projector"' in page.text and a.awa.get(f"{a.path}/ecran").status == 200
    wall = Reader(SITE.port, path=f"{a.room}/ecran/flux")
    english = Reader(SITE.port, path=f"{a.room}/ecran/flux", lang="en")
    desk = Reader(SITE.port, path=f"{a.path}/flux", login="1" * 64)
    last = wall.holds('<span class="count">0</span>')[0]
    a.vote(ana, idea)
    wall.holds('<span class="count">1</span>', "<dd>1</dd>")
    english.holds('<span class="count">1</span>', "votes")
    desk.holds("1 voix", "Masquer")
    Reader(SITE.port, path=f"{a.room}/ecran/flux?last={last}").holds('<span class="count">1</span>')
    a.moderate(hide=str(idea))
    wall.holds("Quelle est votre première idée")


@check("totals can wait for the closing; a long list is cut, and says so")
def quiet_wall():
    awa, new = signed_in(1), f"{ROOT}/activites/nouvelle"
    a, ana = Activity(votes_each="1"), Browser(SITE)
    edit = a.path + "/modifier"
    fields = awa.get(edit).fields(edit)
    del fields["totals"]
    assert awa.post(edit, fields).status == 303
    for i in range(12):
        a.vote(ana, a.propose(ana, f"Idée numéro {i}"))
    wall = Browser(SITE).get(f"{a.room}/ecran")
    assert 'class="count"' not in wall.text and wall.says("Idée numéro 11") and not wall.says("Idée numéro 0")
    assert wall.says("Et 4 autres, sur votre téléphone")
    a.act("cloture")
    wall = Browser(SITE).get(f"{a.room}/ecran")
    assert 'class="count"' in wall.text and wall.says("Idée numéro 0")
    for wrong in ({"votes_each": "0"}, {"votes_each": "11"}, {"title": ""}, {"votes_each": "trois"}):
        reply = awa.submit(awa.get(new), new, **{"title": "x", **wrong})
        assert reply.status == 422, wrong


@check("results stay on the session's page, for the cohort; a draft is the facilitator's own")
def results():
    draft, a = Activity(opened=False, title="Un brouillon"), Activity(title="Une vraie")
    ana = Browser(SITE)
    ideas = [a.propose(ana, f"Proposition {i}") for i in range(8)]
    a.vote(ana, ideas[7])
    page = signed_in(2).get(ROOT)
    assert page.says("Une vraie") and page.says("Participer") and not page.says("Un brouillon") and not page.says("Proposition 7")
    a.act("cloture")
    page = signed_in(2).get(ROOT)
    assert page.text.index("Proposition 7") < page.text.index("Proposition 0") and page.says("Les 3 autres idées")
    assert signed_in(1).get(ROOT).says("Un brouillon")
    for person in (None, 3):
        page = signed_in(person).get(ROOT)
        assert not page.says("Une vraie") and not page.says("Proposition 7")
    remove = f"{draft.path}/suppression"
    assert draft.awa.submit(draft.awa.get(draft.path + "/modifier"), remove).status == 303
    assert not signed_in(1).get(ROOT).says("Un brouillon")
    key = a.awa.get(a.path).fields(f"{a.path}/idees")["_key"]
    reply = a.awa.post(f"{a.path}/suppression", {"_key": key})
    assert reply.status == 422 and reply.says("ont déjà participé")


@check("who asks for their data finds their ideas and their votes")
def personal_data():
    a, jo = Activity(), signed_in(3)
    idea = a.propose(jo, "Signée de Jo", named="1")
    a.vote(jo, idea)
    told = jo.get("/moi/donnees.json").text
    assert told.count("Signée de Jo") == 2, told


def main():
    global SITE
    with Site(sys.argv[1], centre="Centre d'essai") as SITE:
        populate(SITE)
        return run()


if __name__ == "__main__":
    sys.exit(main())
