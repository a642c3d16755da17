#!/usr/bin/env python3
"""Roadmaps over HTTP: the cohort on one page, a territory's own and its sheet for each kind of reader,
actions born of a takeaway, their history, caps and their proof, refusals and conflicts."""
import datetime
import sys

from cohort import (ABROAD, ELECTED, EXPERT, FACILITATOR, NOW, OBSERVER, OTHER, RONCHIN, STAFF, STRANGER, TODAY, VIMY,
                    browser_of, number_in, populate)
from serving import Site
from web import check, run

ROOT = "/cycles/essai/feuille-de-route"
ACTION, CAP = ROOT + "/actions/nouvelle", ROOT + "/caps/nouveau"
PAIR, COHORT, PUBLIC = "1", "2", "3"


def signed_in(person=None):
    return browser_of(SITE, person)


def iso(day):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=day)).isoformat()


def action(person, audience, title="Rencontrer vingt-cinq ménages", query="", **more):
    browser = signed_in(person)
    page = browser.get(ACTION + query)
    fields = {"title": title, "detail": "Une heure chez chacun.", "due": "", "audience": audience, **more}
    return browser.submit(page, ACTION, **fields)


def cap(person, audience, title="La relève a un nom", query="", **more):
    browser = signed_in(person)
    fields = {"title": title, "expected": "Six cours.", "planned": "", "audience": audience, **more}
    return browser.submit(browser.get(CAP + query), CAP, **fields)


def move(person, number, state, note=""):
    browser, path = signed_in(person), f"{ROOT}/actions/{number}"
    return browser.submit(browser.get(path), path, state=state, note=note)


def make_days():
    """Takeaways 1 (public minutes), 2 (the cohort's), 3 (of the other cycle), 4 (taken off the list)."""
    for number, cycle, audience in ((1, 1, 3), (2, 1, 2), (3, 2, 3)):
        SITE.sql("INSERT INTO session (id, cycle, title, day, starts, ends, minutes_audience, checkin, changed, created)"
                 " VALUES (?, ?, ?, ?, 570, 1020, ?, ?, 1, 1)", number, cycle, f"Journée {number}", TODAY - 30, audience, f"c{number}")
        SITE.sql("INSERT INTO takeaway (id, session, text, person, created) VALUES (?, ?, ?, 2, 1)", number, number, f"Enseignement {number}")
    SITE.sql("INSERT INTO takeaway (id, session, text, person, created, removed) VALUES (4, 1, 'Enseignement 4', 2, 1, 9)")


@check("each reader finds what they may read, on every page")
def audiences():
    numbers = {a: number_in(action(ELECTED, a, f"Action lue par {a}")) for a in (PAIR, COHORT, PUBLIC)}
    caps = {a: number_in(cap(STAFF, a, f"Cap lu par {a}")) for a in (PAIR, COHORT, PUBLIC)}
    cohort = (COHORT, PUBLIC)
    readers = {None: (PUBLIC,), STRANGER: (PUBLIC,), ABROAD: (PUBLIC,), OTHER: cohort, EXPERT: cohort, OBSERVER: cohort,
               ELECTED: numbers, STAFF: numbers, FACILITATOR: numbers}
    for person, seen in readers.items():
        browser = signed_in(person)
        pages = [browser.get(f"{ROOT}/{VIMY}"), browser.get(f"{ROOT}/{VIMY}/fiche")]
        for a in numbers:
            may = a in seen
            for page in pages:
                assert page.says(f"Action lue par {a}") == may and page.says(f"Cap lu par {a}") == may, (person, a)
            assert browser.get(f"{ROOT}/actions/{numbers[a]}").status == (200 if may else 404), (person, a)
            assert browser.get(f"{ROOT}/caps/{caps[a]}").status == (200 if may else 404), (person, a)
        named = PAIR in seen or COHORT in seen
        assert pages[0].says("Nathalie Thuillier") == named, person
        line = browser.get(ROOT)
        assert line.says(f"0 sur {len(seen)}"), (person, "caps")
        assert line.says("Ronchin") == named, "the public reads of territories that show something"
        assert line.says("Ouvrir notre feuille de route") == (person in (ELECTED, STAFF, OTHER)), person


@check("an action born of a takeaway keeps the link, for those who may read its words")
def born_of_takeaway():
    browser = signed_in(ELECTED)
    assert ACTION + "?takeaway=2" in browser.get("/cycles/essai/seances/2").text
    assert ACTION + "?takeaway=2" not in signed_in(EXPERT).get("/cycles/essai/seances/2").text
    page = browser.get(ACTION + "?takeaway=2")
    assert page.says("Enseignement 2") and page.fields(ACTION)["takeaway"] == "2"
    assert page.fields(ACTION)["owner"] == str(ELECTED), "who writes leads, unless said otherwise"
    kept = number_in(action(ELECTED, PUBLIC, "Née d'un jour privé", "?takeaway=2"))
    told = number_in(action(ELECTED, PUBLIC, "Née d'un jour public", "?takeaway=1"))
    page = signed_in(EXPERT).get(f"{ROOT}/actions/{kept}")
    assert page.says("Enseignement 2") and "/cycles/essai/seances/2" in page.text
    assert not signed_in().get(f"{ROOT}/actions/{kept}").says("Enseignement 2")
    assert signed_in().get(f"{ROOT}/actions/{told}").says("Enseignement 1")
    for other in ("3", "4", "99", "x"):
        page = browser.get(ACTION + "?takeaway=" + other)
        assert page.status == 200 and page.fields(ACTION)["takeaway"] == "" and not page.says("Enseignement 3")
    assert action(ELECTED, COHORT, takeaway="3").status == 422
    SITE.sql("UPDATE takeaway SET removed = ? WHERE id = 1", NOW)
    path = f"{ROOT}/actions/{told}/modifier"
    assert browser.submit(browser.get(path), path, title="Renommée").status == 303
    assert signed_in(EXPERT).get(f"{ROOT}/actions/{told}").says("Enseignement 1")


@check("only the pair and the facilitator write, each for their own")
def doors():
    number, flag = number_in(action(ELECTED, COHORT)), number_in(cap(ELECTED, COHORT))
    for path in (ACTION, CAP, f"{ROOT}/actions/{number}/modifier", f"{ROOT}/caps/{flag}/modifier"):
        assert signed_in().get(path, follow=False).status == 303, path
        for person in (STRANGER, OBSERVER, EXPERT, ABROAD):
            assert signed_in(person).get(path).status == 404, (path, person)
    other = signed_in(OTHER)
    for path in (f"{ROOT}/actions/{number}/modifier", f"{ROOT}/caps/{flag}/modifier"):
        assert other.get(path).status == 404 and signed_in(FACILITATOR).get(path).status == 200
    page = other.get(f"{ROOT}/actions/{number}")
    assert page.status == 200 and not page.says("La suite")
    key = other.get(ACTION).field("_key")
    assert other.post(f"{ROOT}/actions/{number}", {"_key": key, "state": "done"}).status == 404
    assert other.post(f"{ROOT}/caps/{flag}", {"_key": key, "reached": iso(TODAY), "evidence": "x"}).status == 404
    reply = action(OTHER, COHORT, member=str(VIMY))
    assert reply.status == 422, "their own territory only"
    reply = action(FACILITATOR, COHORT, "Dite au téléphone", member=str(RONCHIN), owner=str(OTHER))
    assert signed_in(OTHER).get(f"{ROOT}/{RONCHIN}").says("Dite au téléphone") and reply.status == 303
    reply = action(FACILITATOR, COHORT, member=str(RONCHIN), owner=str(ELECTED))
    assert reply.status == 422 and reply.says("du binôme de ce territoire")
    assert action(FACILITATOR, COHORT, member="").status == 422
    page = signed_in(FACILITATOR).get(f"{ACTION}?territoire={VIMY}")
    assert page.fields(ACTION)["member"] == str(VIMY) and not page.says("Grégory")
    assert signed_in(FACILITATOR).get(f"{ACTION}?territoire=3").fields(ACTION).get("member") is None, "of another cycle"


@check("an action's states, the words that some of them need, its history in order")
def history():
    number = number_in(action(ELECTED, COHORT, note="Liste à établir."))
    reply = move(STAFF, number, "planned")
    assert reply.status == 422 and reply.says("L'état ne change pas")
    assert move(STAFF, number, "progress", "Onze rencontres.").status == 303
    assert move(ELECTED, number, "progress", "Vingt rencontres.").status == 303
    reply = move(ELECTED, number, "dropped")
    assert reply.status == 422 and reply.says("Dites pourquoi")
    assert move(ELECTED, number, "x").status == 422
    assert move(ELECTED, number, "done").status == 303
    page = signed_in(OTHER).get(f"{ROOT}/actions/{number}")
    places = [page.text.find(words) for words in ("Liste", "Onze rencontres.", "Vingt rencontres.")]
    assert -1 < places[0] < places[1] < places[2], places
    assert page.text.count("<li><strong>") == 4
    assert signed_in(OTHER).get(f"{ROOT}/{VIMY}").says("4 étapes")


@check("what is late says so, until it is done")
def late():
    number = number_in(action(ELECTED, COHORT, "Hier", due=iso(TODAY - 2)))
    number_in(action(ELECTED, COHORT, "Demain", due=iso(TODAY + 2)))
    for path in (f"{ROOT}/actions/{number}", f"{ROOT}/{VIMY}", ROOT):
        assert signed_in(OTHER).get(path).says("en retard"), path
    assert signed_in(ELECTED).get(ROOT).says("une action en retard")
    move(ELECTED, number, "done")
    assert not signed_in(OTHER).get(f"{ROOT}/actions/{number}").says("en retard")
    assert action(ELECTED, COHORT, due="31/02/2026").status == 422


@check("a cap is passed with what shows it, and can be taken back")
def caps():
    number = number_in(cap(ELECTED, COHORT, planned=iso(TODAY - 5)))
    browser, path = signed_in(STAFF), f"{ROOT}/caps/{number}"
    assert browser.get(path).says("en retard")
    reply = browser.submit(browser.get(path), path, reached=iso(TODAY), evidence="")
    assert reply.status == 422
    reply = browser.submit(browser.get(path), path, reached=iso(TODAY + 3), evidence="Six clés.")
    assert reply.status == 422 and reply.says("à venir") and reply.says("Six clés.")
    page = browser.follow(browser.submit(reply, path, reached=iso(TODAY - 1), evidence="Six clés."))
    assert page.says("Six clés.") and not page.says("en retard") and signed_in(OTHER).get(f"{ROOT}/{VIMY}").says("Six clés.")
    reply = browser.submit(page, path + "/annulation")
    assert browser.follow(reply).says("à passer")
    assert SITE.sql("SELECT reached, evidence FROM cap WHERE id = ?", number) == [(None, "Six clés.")]


@check("two people write at once: the second sees both texts, then saves")
def conflict():
    number, flag = number_in(action(ELECTED, COHORT)), number_in(cap(ELECTED, COHORT))
    for path, words in ((f"{ROOT}/actions/{number}/modifier", "title"), (f"{ROOT}/caps/{flag}/modifier", "title")):
        one, two = signed_in(ELECTED), signed_in(FACILITATOR)
        first, second = one.get(path), two.get(path)
        assert two.submit(second, path, **{words: "Selon Fanny"}).status == 303
        reply = one.submit(first, path, **{words: "Selon Nathalie"})
        assert reply.status == 409 and reply.says("Selon Fanny") and reply.says("Selon Nathalie"), path
        assert one.submit(reply, path, **{words: "Selon les deux"}).status == 303


@check("addresses of another cycle, of nothing, of no number")
def elsewhere():
    number, flag = number_in(action(ELECTED, PUBLIC)), number_in(cap(ELECTED, PUBLIC))
    there = "/cycles/autre/feuille-de-route"
    for path in (f"{there}/{VIMY}", f"{there}/{VIMY}/fiche", f"{there}/actions/{number}", f"{there}/caps/{flag}", f"{ROOT}/3",
                 f"{ROOT}/999", f"{ROOT}/0", f"{ROOT}/x", f"{ROOT}/actions/999", f"{ROOT}/caps/999", f"{ROOT}/actions", "/cycles/rien/feuille-de-route"):
        for person in (None, ELECTED, ABROAD):
            assert signed_in(person).get(path).status == 404, (path, person)
    assert signed_in().get(f"{ROOT}/{RONCHIN}").status == 404, "it shows the public nothing"
    abroad = signed_in(ABROAD)
    key = abroad.get(f"{there}/actions/nouvelle").field("_key")
    assert abroad.post(f"{there}/actions/{number}", {"_key": key, "state": "done"}).status == 404
    assert SITE.sql("SELECT state FROM action WHERE id = ?", number) == [("planned",)]


@check("a territory that has left keeps its roadmap as it was; the page in English")
def left():
    SITE.sql("UPDATE member SET withdrawn = ? WHERE id = ?", NOW, VIMY)
    page = signed_in(FACILITATOR).get(f"{ROOT}/{VIMY}")
    assert page.says("a quitté la cohorte") and not page.says("Ajouter une action")
    assert signed_in(OTHER).get(ROOT).says("a quitté la cohorte")
    assert action(FACILITATOR, COHORT, query=f"?territoire={VIMY}", owner="").status == 422
    SITE.sql("UPDATE member SET withdrawn = NULL WHERE id = ?", VIMY)
    browser = signed_in(OTHER)
    browser.cookies["lang"] = "en"
    assert browser.get(ROOT).says("Milestones passed") and browser.get(f"{ROOT}/{VIMY}").says("Roadmap: Vimy")


def main():
    global SITE
    with Site(sys.argv[1]) as SITE:
        populate(SITE)
        make_days()
        return run()


if __name__ == "__main__":
    sys.exit(main())
