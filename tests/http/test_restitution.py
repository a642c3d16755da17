#!/usr/bin/env python3
"""The restitution over HTTP: the public event at each moment, registering without an account, the mails
and their links, the waiting list, the facilitator's list and files, the sheets of territories."""
import csv
import io
import re
import sys
import time

from cohort import (ABROAD, DAY, ELECTED, EXPERT, FACILITATOR, NOW, OBSERVER, OTHER, RONCHIN, STAFF, STRANGER, TODAY, VIMY,
                    browser_of, populate)
from serving import Browser, Site
from web import check, run

ROOT = "/cycles/essai/restitution"
EDIT, FORM, LIST, SENT = (ROOT + x for x in ("/modifier", "/inscription", "/inscrits", "/inscription/courriel"))
HOUR = 3600


def signed_in(person=None):
    return browser_of(SITE, person)


def local(seconds):
    return time.strftime("%Y-%m-%dT%H:%M", time.localtime(seconds))


def edit(person=FACILITATOR, **more):
    browser = signed_in(person)
    return browser.submit(browser.get(EDIT), EDIT, **more)


def register(email, name="Ada Un", browser=None, **more):
    browser = browser or Browser(SITE)
    return browser.submit(browser.get(FORM), FORM, name=name, email=email, **more)


def mails(email):
    return SITE.sql("SELECT subject, plain, calendar FROM outbox WHERE recipient = ? ORDER BY id", email)


def link(email):
    return re.search(r"/inscription/[0-9a-f]{64}", "".join(plain for _, plain, _ in mails(email)))[0]


def state(email):
    return SITE.sql("SELECT state FROM registration WHERE email = ?", email)[0][0]


def timed(opens, starts, ends):
    """Moves the event in time, around now; in whole minutes, as forms do."""
    now = int(time.time()) // 60 * 60
    SITE.sql("UPDATE restitution SET opens = ?, starts = ?, ends = ?", *(now + x for x in (opens, starts, ends)))


@check("nothing is there until it is written, then until it is published")
def first():
    page = Browser(SITE).get(ROOT)
    assert page.status == 200 and page.says("n'est pas encore annoncée") and not page.says("Préparer")
    assert Browser(SITE).get(FORM).status == 404
    for path in (EDIT, LIST, LIST + "/inscrits.csv", LIST + "/feuille"):
        assert Browser(SITE).get(path, follow=False).status == 303, path
        for person in (STRANGER, ELECTED, EXPERT, OBSERVER, ABROAD):
            assert signed_in(person).get(path).status == 404, (path, person)
    assert signed_in(FACILITATOR).get(ROOT).says("Préparer la restitution")
    assert signed_in(FACILITATOR).get(LIST).status == 404
    fields = {"title": "Ce que nous avons appris", "summary": "Une journée <b>ouverte</b>.", "starts": local(NOW + 10 * DAY),
              "ends": local(NOW + 10 * DAY + 6 * HOUR), "place": "La Halle", "address": "1 rue de la Halle", "capacity": "2",
              "opens": local(NOW + DAY), "body": "## Au programme\n\n- des **tables**"}
    for wrong in ({"capacity": "0"}, {"ends": fields["starts"]}, {"opens": fields["ends"]}, {"title": ""}, {"starts": "demain"}):
        reply = edit(**{**fields, **wrong})
        assert reply.status == 422 and reply.says("une journée <b>ouverte</b>".capitalize()), wrong
    assert edit(**fields).status == 303
    assert not Browser(SITE).get(ROOT).says("Ce que nous avons appris") and Browser(SITE).get(FORM).status == 404
    page = signed_in(FACILITATOR).get(ROOT)
    assert page.says("n'est pas publiée") and page.says("Ce que nous avons appris")
    assert signed_in(FACILITATOR).submit(page, ROOT + "/publication", published="1").status == 303
    page = Browser(SITE).get(ROOT)
    assert page.says("Ce que nous avons appris") and page.says("1 rue de la Halle") and "<strong>tables</strong>" in page.text
    assert "<b>ouverte</b>" not in page.text


@check("before the opening, and once it has started or passed, the page says so and nobody registers")
def in_time():
    page = Browser(SITE).get(ROOT)
    assert page.says("Les inscriptions ouvrent le") and not page.says("S'inscrire")
    timed(-HOUR, DAY, 2 * DAY)
    browser = Browser(SITE)
    page = browser.get(FORM)
    for opens, starts, ends, words in ((HOUR, DAY, 2 * DAY, "Les inscriptions ouvrent le"),
                                       (-2 * HOUR, -HOUR, HOUR, "L'événement a commencé"),
                                       (-4 * HOUR, -3 * HOUR, -HOUR, "L'événement est passé")):
        timed(opens, starts, ends)
        closed = Browser(SITE).get(FORM)
        assert closed.status == 200 and closed.says(words) and "<form" not in closed.text.split("<main")[1], words
        reply = browser.submit(page, FORM, name="Ada", email="tot@x.example")
        assert reply.status == 422 and reply.says(words), words
        page = (timed(-HOUR, DAY, 2 * DAY), browser.get(FORM))[1]
    assert not mails("tot@x.example")


@check("without an account: one answer for all, and a mail with the place, the file and the link")
def without_account():
    timed(-HOUR, 9 * DAY, 9 * DAY + 6 * HOUR)
    assert Browser(SITE).get(ROOT).says("Il reste 2 places.")
    browser = Browser(SITE)
    for wrong in ({"name": ""}, {"email": "ada"}, {"email": ""}):
        reply = browser.submit(browser.get(FORM), FORM, **{"name": "Ada Un", "email": "ada@x.example", **wrong})
        assert reply.status == 422, wrong
    reply = register("Ada@X.example", organisation="Mairie")
    assert reply.location == SENT and Browser(SITE).get(SENT).says("Un message vient de partir à cette adresse")
    subject, plain, calendar = mails("ada@x.example")[0]
    assert "Vous êtes inscrit·e" in subject and "La Halle, 1 rue de la Halle" in plain
    assert "BEGIN:VCALENDAR" in calendar and "ada" not in calendar.lower(), "the entry says nothing of the person"
    token = link("ada@x.example").rsplit("/", 1)[1]
    assert not SITE.sql("SELECT 1 FROM registration WHERE token = ?", token), "only a hash is kept"
    page = Browser(SITE).get(link("ada@x.example"))
    assert page.status == 200 and page.says("Votre place vous attend") and page.says("Ada Un")
    assert "no-store" in page.headers["Cache-Control"]
    entry = Browser(SITE).get(link("ada@x.example") + "/evenement.ics")
    assert entry.headers["Content-Type"].startswith("text/calendar") and "STATUS:CONFIRMED" in entry.text


@check("registering again answers the same, and tells the owner of the address alone")
def again():
    reply = register("ada@x.example", name="Quelqu'un")
    assert reply.location == SENT and "déjà inscrit·e" in mails("ada@x.example")[-1][0]
    assert SITE.sql("SELECT name FROM registration WHERE email = 'ada@x.example'") == [("Ada Un",)]
    browser = Browser(SITE)
    page = browser.get(FORM)
    first, repeat = (browser.submit(page, FORM, name="Bob", email="bob@x.example") for _ in range(2))
    assert first.location == repeat.location and len(mails("bob@x.example")) == 1, "one key, one effect"


@check("once full, a waiting list; a place given back goes to the first, who is told")
def waiting():
    page = Browser(SITE).get(ROOT)
    assert page.says("complet") and page.says("S'inscrire sur liste d'attente")
    register("chloe@x.example"), register("dan@x.example")
    assert Browser(SITE).get(ROOT).says("2 personnes attendent déjà.")
    subject, plain, calendar = mails("dan@x.example")[0]
    assert "liste d'attente" in subject and "au rang 2" in plain and not calendar
    own = link("dan@x.example")
    assert Browser(SITE).get(own).says("Vous êtes au rang 2") and Browser(SITE).get(own + "/evenement.ics").status == 404
    leaving = link("ada@x.example") + "/annulation"
    browser = Browser(SITE)
    page = browser.get(leaving)
    assert page.says("Annuler votre inscription ?") and state("ada@x.example") == "registered", "opening it does nothing"
    assert browser.submit(page, leaving).location == link("ada@x.example")
    assert state("ada@x.example") == "cancelled" and state("chloe@x.example") == "registered"
    assert "Une place s'est libérée" in mails("chloe@x.example")[-1][0] and "BEGIN:VCALENDAR" in mails("chloe@x.example")[-1][2]
    assert "STATUS:CANCELLED" in mails("ada@x.example")[-1][2]
    page = Browser(SITE).get(own)
    assert page.says("Vous êtes au rang 1") and page.says("Quitter la liste d'attente")


@check("cancelled: the link says so, offers to come back, and the file removes the date")
def cancelled():
    browser = Browser(SITE)
    path = link("ada@x.example")
    page = browser.get(path)
    assert page.says("Votre inscription est annulée") and page.says("M'inscrire de nouveau") and not page.says("Annuler mon")
    assert "STATUS:CANCELLED" in browser.get(path + "/evenement.ics").text
    assert browser.get(path + "/annulation", follow=False).status == 303
    timed(-DAY, -HOUR, HOUR)
    page = Browser(SITE).get(link("chloe@x.example"))
    assert page.says("Vous étiez inscrit·e") and not page.says("Annuler mon inscription")
    timed(-HOUR, 9 * DAY, 9 * DAY + 6 * HOUR)


@check("a wrong token leads nowhere")
def tokens():
    for token in ("0" * 64, "abc", "%C3%A9", "0" * 63, link("dan@x.example").rsplit("/", 1)[1][:-1] + "g"):
        for rest in ("", "/evenement.ics", "/annulation"):
            assert Browser(SITE).get(f"/inscription/{token}{rest}").status == 404, token + rest
    browser = Browser(SITE)
    key = browser.get(FORM).field("_key")
    assert browser.post(f"/inscription/{'0' * 64}/annulation", {"_key": key}).status in (404, 422)


@check("the facilitator sees who comes, prints, exports, and cancels for someone")
def listed():
    register("eve@x.example", name="=HYPERLINK(1)", organisation="Eau; pain")
    browser = signed_in(FACILITATOR)
    page = browser.get(LIST)
    assert page.says("chloe@x.example") and page.says("en attente, rang 1") and page.says("2 personnes sur la liste d'attente,")
    sheet = browser.get(LIST + "/feuille")
    assert sheet.says("Feuille de présence") and sheet.says("Bob") and not sheet.says("HYPERLINK"), "who has a place"
    file = browser.get(LIST + "/inscrits.csv")
    assert file.body.startswith(b"\xef\xbb\xbf") and "attachment" in file.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(file.body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Nom", "Organisation", "Adresse électronique"] and len(rows) == 6
    eve = [row for row in rows if row[2] == "eve@x.example"][0]
    assert eve[:2] == ["'=HYPERLINK(1)", "Eau; pain"] and eve[4] == "2"
    bob = SITE.sql("SELECT id FROM registration WHERE email = 'bob@x.example'")[0][0]
    path = f"{LIST}/{bob}/annulation"
    assert signed_in(ELECTED).get(path).status == 404 and browser.get(f"{LIST}/99/annulation").status == 404
    assert browser.submit(browser.get(path), path).location == LIST
    assert "annulée" in mails("bob@x.example")[-1][0] and state("dan@x.example") == "registered"


@check("more places move the list, fewer throw nobody out, and the page says so")
def capacity():
    assert state("eve@x.example") == "waiting"
    assert edit(capacity="3").status == 303 and state("eve@x.example") == "registered"
    browser = signed_in(FACILITATOR)
    reply = browser.submit(browser.get(EDIT), EDIT, capacity="1")
    assert browser.follow(reply).says("plus d'inscrits (3) que de places (1)")
    assert browser.get(LIST).says("personne n'est retiré") and state("eve@x.example") == "registered"
    assert edit(capacity="40").status == 303


@check("a new date or place is told to those registered, with the next number of the entry")
def moved():
    before = len(mails("eve@x.example"))
    assert signed_in(FACILITATOR).get(EDIT).fields(EDIT)["tell"] == "1", "ticked at first"
    assert edit(place="Le Marché", tell="").status == 303
    assert len(mails("eve@x.example")) == before
    assert edit(place="La Gare").status == 303
    subject, plain, calendar = mails("eve@x.example")[-1]
    assert "change" in subject and "Le Marché" in plain and "LOCATION:La Gare" in calendar
    assert "SEQUENCE:2" in calendar
    assert "change" not in mails("bob@x.example")[-1][0], "who has cancelled is left in peace"
    browser = signed_in(FACILITATOR)
    page = browser.get(EDIT)
    assert edit(title="Titre d'un autre").status == 303
    reply = browser.submit(page, EDIT, title="Mon titre")
    assert reply.status == 409 and reply.says("Titre d'un autre") and "Mon titre" in reply.text
    again = browser.submit(reply, EDIT, title="Les deux")
    assert again.status == 303 and browser.get(ROOT).says("Les deux")


@check("a page with people on it is not withdrawn")
def withdrawn():
    browser = signed_in(FACILITATOR)
    key = browser.get(EDIT).field("_key")
    reply = browser.post(ROOT + "/publication", {"_key": key, "published": "0"})
    assert reply.status == 422 and reply.says("Des personnes sont inscrites")
    assert Browser(SITE).get(ROOT).says("Les deux")


def things():
    """Of Vimy: two of each, one for the cohort and one public."""
    for number, audience in ((1, 2), (2, 3)):
        SITE.sql("INSERT INTO cap (id, cycle, member, title, audience, reached, evidence, created) VALUES (?, 1, 1, ?, ?, ?, ?, 1)",
                 number, f"Cap {audience}", audience, TODAY - 5, f"Preuve {audience}")
        SITE.sql("INSERT INTO experience (id, cycle, member, person, title, audience, context, done, results, created, updated)"
                 " VALUES (?, 1, 1, 2, ?, ?, 'Contexte', 'Fait', 'Résultats', 1, 1)", number, f"Expérience {audience}", audience)
        SITE.sql("INSERT INTO blocker (id, cycle, member, person, title, body, audience, state, lifted, lifted_by, created, active)"
                 " VALUES (?, 1, 1, 2, ?, '', ?, 'lifted', 1, ?, 1, 1)", number, f"Blocage {audience}", audience, f"Levier {audience}")
        SITE.sql("INSERT INTO action (id, cycle, member, title, audience, state, created, updated) VALUES (?, 1, 1, ?, ?, 'progress', 1, 1)",
                 number, f"Action {audience}", audience)
    SITE.sql("INSERT INTO cap (id, cycle, member, title, audience, created) VALUES (3, 1, 1, 'Cap visé', 3, 1)")
    SITE.sql("INSERT INTO blocker (id, cycle, member, person, title, body, audience, created, active) VALUES (3, 1, 1, 2, 'Blocage ouvert', '', 3, 1, 1)")
    SITE.sql("INSERT INTO action (id, cycle, member, title, audience, state, created, updated) VALUES (3, 1, 1, 'Action faite', 3, 'done', 1, 1)")


@check("a sheet gathers what its territory made public, once the pair has published it")
def sheets():
    things()
    sheet, writing = f"{ROOT}/fiches/{VIMY}", f"{ROOT}/fiches/{VIMY}/modifier"
    for person in (STRANGER, OTHER, EXPERT, OBSERVER, ABROAD):
        assert signed_in(person).get(sheet).status == 404 and signed_in(person).get(writing).status == 404, person
    assert Browser(SITE).get(sheet).status == 404
    browser = signed_in(STAFF)
    page = browser.get(writing)
    assert page.says("Cap 3") and page.says("Cap 2") and f"/feuille-de-route/caps/1/modifier" in page.text
    assert "/echanges/experiences/1/modifier" in page.text and "/caps/2/modifier" not in page.text
    assert browser.submit(page, writing, intro="", published="1").status == 422
    assert browser.submit(page, writing, intro="Nous avons **planté** <i>dix</i> arbres.").status == 303
    assert Browser(SITE).get(sheet).status == 404 and browser.get(sheet).says("n'est pas publiée")
    assert not Browser(SITE).get(ROOT).says("Vimy")
    browser.submit(browser.get(writing), writing, published="1")
    page = Browser(SITE).get(sheet)
    assert page.status == 200 and "<strong>planté</strong>" in page.text and "<i>dix" not in page.text
    for words in ("Cap 3", "Preuve 3", "Expérience 3", "Blocage 3", "Levier 3", "Action 3", "Action faite"):
        assert page.says(words), words
    for words in ("Cap 2", "Expérience 2", "Blocage 2", "Action 2", "Cap visé", "Blocage ouvert", "Nathalie", "Modifier la fiche"):
        assert not page.says(words), words
    assert page.text.index("Action faite") < page.text.index("Action 3"), "done first"
    card = Browser(SITE).get(ROOT)
    assert card.says("Vimy") and not card.says("Ronchin") and f'"{sheet}"' in card.text
    assert Browser(SITE).get("/recherche?q=plant%C3%A9").says("Vimy")


@check("two who write the same sheet both keep their words, and the facilitator may write too")
def together():
    writing = f"{ROOT}/fiches/{VIMY}/modifier"
    elected, facilitator = signed_in(ELECTED), signed_in(FACILITATOR)
    page = elected.get(writing)
    assert facilitator.submit(facilitator.get(writing), writing, intro="Version de Fanny").status == 303
    reply = elected.submit(page, writing, intro="Version de Nathalie")
    assert reply.status == 409 and reply.says("Version de Fanny") and reply.says("Version de Nathalie")
    assert elected.submit(reply, writing, intro="Les deux versions").status == 303
    key = signed_in(OTHER)
    field = key.get(f"{ROOT}/fiches/{RONCHIN}/modifier").field("_key")
    assert key.post(writing, {"_key": field, "intro": "Intrus", "version": "3"}).status == 404
    for member in (3, 99):
        assert facilitator.get(f"{ROOT}/fiches/{member}").status == 404 and facilitator.get(f"{ROOT}/fiches/{member}/modifier").status == 404


@check("mails speak the language of the page that was read")
def english():
    browser = Browser(SITE)
    browser.headers["Accept-Language"] = "en"
    reply = browser.submit(browser.get(FORM), FORM, name="Ada", email="en@x.example")
    assert reply.status == 303 and mails("en@x.example")[0][0].startswith("You are registered")


with Site(sys.argv[1], base_url="http://localhost:1") as SITE:
    populate(SITE)
    failed = run()
sys.exit(failed)
