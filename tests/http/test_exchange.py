#!/usr/bin/env python3
"""Exchanges over HTTP: threads and experiences for each kind of reader, the forms and their refusals,
two people writing at once, addresses of another cycle, a long thread in few queries."""
import sys

from cohort import ABROAD, ELECTED, EXPERT, FACILITATOR, NOW, OBSERVER, OTHER, STAFF, STRANGER, browser_of, number_in, populate
from serving import Site
from web import check, run

LIST = "/cycles/essai/echanges"
NEW = LIST + "/blocages/nouveau"
TOLD = LIST + "/experiences"
PAIR, COHORT, PUBLIC = "1", "2", "3"


def signed_in(person=None):
    return browser_of(SITE, person)


def thread(number):
    return f"{LIST}/blocages/{number}"


def open_blocker(person, audience, title="Toujours les mêmes quarante", topic="Mobilisation", **more):
    browser = signed_in(person)
    return number_in(browser.submit(browser.get(NEW), NEW, title=title, body="Qui a ouvert un cercle ?\n\nSans vexer ?",
                                    topic=topic, audience=audience, **more))


def reply_to(person, number, words="Chez nous aussi."):
    browser = signed_in(person)
    return browser.submit(browser.get(thread(number)), thread(number), body=words)


def tell(person, audience, **more):
    browser, action = signed_in(person), TOLD + "/nouvelle"
    fields = {"title": "Raconter notre échec", "context": "Un plan hué.", "done": "Trois samedis.", "results": "Soixante mots.",
              "difficulties": "", "advice": "Debout, à côté de la preuve.", "audience": audience, **more}
    return browser.submit(browser.get(action), action, **fields)


@check("each reader finds what they may read, and nothing tells them of the rest")
def audiences():
    numbers = {audience: open_blocker(ELECTED, audience, f"Blocage lu par {audience}") for audience in (PAIR, COHORT, PUBLIC)}
    told = {audience: number_in(tell(ELECTED, audience, title=f"Retour lu par {audience}")) for audience in (PAIR, COHORT, PUBLIC)}
    cohort = (COHORT, PUBLIC)
    readers = {None: (PUBLIC,), STRANGER: (PUBLIC,), ABROAD: (PUBLIC,), OTHER: cohort, EXPERT: cohort, OBSERVER: cohort,
               ELECTED: numbers, STAFF: numbers, FACILITATOR: numbers}
    for person, seen in readers.items():
        browser = signed_in(person)
        listed, stories = browser.get(LIST), browser.get(TOLD)
        for audience, number in numbers.items():
            may = audience in seen
            assert listed.says(f"Blocage lu par {audience}") == may, (person, audience)
            assert browser.get(thread(number)).status == (200 if may else 404), (person, audience)
            assert stories.says(f"Retour lu par {audience}") == may, (person, audience)
            for page in ("", "/fiche"):
                assert browser.get(f"{TOLD}/{told[audience]}{page}").status == (200 if may else 404), (person, audience, page)


@check("the public reads territories, never names")
def no_names():
    number = open_blocker(ELECTED, PUBLIC)
    reply_to(OTHER, number), reply_to(EXPERT, number)
    story = number_in(tell(STAFF, PUBLIC))
    for path in (LIST, thread(number), TOLD, f"{TOLD}/{story}", f"{TOLD}/{story}/fiche"):
        page = signed_in().get(path)
        assert page.status == 200 and page.says("Vimy"), path
        for name in ("Nathalie", "Bruno", "Grégory", "Nour"):
            assert not page.says(name), (path, name)
    page = signed_in(OTHER).get(thread(number))
    assert page.says("Nathalie Thuillier, Vimy") and page.says("Nour Abdelkrim")
    assert "name=\"body\"" not in signed_in().get(thread(number)).text
    assert "name=\"body\"" not in signed_in(OBSERVER).get(thread(number)).text


@check("who may not write is refused at the door")
def doors():
    number = open_blocker(ELECTED, PUBLIC)
    for path in (NEW, TOLD + "/nouvelle", thread(number) + "/modifier"):
        assert signed_in().get(path, follow=False).status == 303, path
        for person in (STRANGER, OBSERVER, ABROAD):
            assert signed_in(person).get(path).status == 404, (path, person)
    page = signed_in(OTHER).get(thread(number))
    observer = signed_in(OBSERVER)
    key = observer.get("/moi").field("_key")
    assert observer.post(thread(number), {"_key": key, "body": "x"}).status in (403, 404)
    assert page.says("Répondre") and not page.says("Il est levé")
    assert signed_in(OTHER).get(thread(number) + "/modifier").status == 404
    assert signed_in(STAFF).get(thread(number) + "/modifier").status == 404
    assert signed_in(FACILITATOR).get(thread(number) + "/modifier").status == 200


@check("a blocker lives: opened, answered, lifted with its words, reopened")
def life():
    number = open_blocker(ELECTED, COHORT)
    reply = reply_to(OTHER, number, "Une chose à faire,\nun samedi.")
    assert "#r" in reply.location
    page = signed_in(ELECTED).get(thread(number))
    assert page.says("Une réponse") and page.says("Grégory Vandamme, Ronchin")
    staff, change = signed_in(STAFF), thread(number) + "/etat"
    page = staff.get(thread(number))
    forms = page.text
    assert 'value="progress"' in forms and 'value="lifted"' in forms
    key = page.field("_key")
    reply = staff.post(change, {"_key": key, "state": "lifted", "lifted_by": "  "})
    assert reply.status == 422 and reply.says("ce qui l'a levé") and "<details open" in reply.text
    reply = staff.post(change, {"_key": staff.get(thread(number)).field("_key"), "state": "nope"})
    assert reply.status == 422
    reply = staff.post(change, {"_key": reply.field("_key"), "state": "lifted", "lifted_by": "Six duos, une cour chacun."})
    page = staff.follow(reply)
    assert page.says("Ce qui l'a levé") and page.says("Six duos, une cour chacun.") and page.says("Le rouvrir")
    reply = staff.post(change, {"_key": page.field("_key"), "state": "progress"})
    page = staff.follow(reply)
    assert page.says("en cours") and not page.says("Le rouvrir")
    assert page.says("Six duos"), "the words wait in the form"


@check("one mail a reply for who follows, and a repeat of the form sends none")
def mails():
    number = open_blocker(ELECTED, COHORT, "Un blocage suivi")
    before = SITE.sql("SELECT count(*) FROM outbox")[0][0]
    browser = signed_in(OTHER)
    fields = browser.get(thread(number)).fields(thread(number))
    for _ in range(2):  # the answer was lost, the browser sends again
        assert browser.post(thread(number), {**fields, "body": "Voici."}).status == 303
    assert SITE.sql("SELECT replies FROM blocker WHERE id = ?", number) == [(1,)]
    mails = SITE.sql("SELECT recipient, subject, plain FROM outbox WHERE id > ?", before)
    assert len(mails) == 1 and mails[0][0] == f"p{ELECTED}@x.example", mails
    assert "Un blocage suivi" in mails[0][1] and f"/echanges/blocages/{number}#r" in mails[0][2]


@check("what is wrong is said by its field, and what was typed stays")
def refusals():
    browser = signed_in(EXPERT)
    page = browser.get(NEW)
    assert not page.says("notre territoire"), "an expert has no pair"
    reply = browser.submit(page, NEW, title="", body="Mon texte gardé", topic="", audience=COHORT)
    assert reply.status == 422 and reply.says("Mon texte gardé") and reply.fields(NEW)["body"].strip() == "Mon texte gardé"
    reply = browser.submit(browser.get(NEW), NEW, title="x", body="y", topic="", audience=PAIR)
    assert reply.status == 422
    reply = browser.submit(browser.get(NEW), NEW, title="x" * 121, body="y", topic="", audience=COHORT)
    assert reply.status == 422
    number = open_blocker(EXPERT, COHORT)
    reply = browser.submit(browser.get(thread(number)), thread(number), body=" ")
    assert reply.status == 422
    assert browser.post(thread(number), {"_key": "x", "body": "y"}).status == 403
    facilitator = signed_in(FACILITATOR)
    reply = facilitator.submit(facilitator.get(NEW), NEW, title="x", body="y", topic="", audience=PAIR, member="")
    assert reply.status == 422 and reply.says("il n'y a pas de binôme")
    reply = facilitator.submit(facilitator.get(NEW), NEW, title="x", body="y", topic="", audience=PAIR, member="3")
    assert reply.status == 422, "a territory of another cycle"
    reply = facilitator.submit(facilitator.get(NEW), NEW, title="Dit au téléphone", body="y", topic="", audience=PAIR, member="2")
    assert signed_in(OTHER).get(thread(number_in(reply))).status == 200


@check("two people write at once: the second sees both texts, then saves")
def conflict():
    number = open_blocker(ELECTED, COHORT, "Le titre de départ")
    action = thread(number) + "/modifier"
    author, facilitator = signed_in(ELECTED), signed_in(FACILITATOR)
    first, second = author.get(action), facilitator.get(action)
    assert facilitator.submit(second, action, title="Le titre de Fanny").status == 303
    reply = author.submit(first, action, title="Le titre de Nathalie", body="Mon texte")
    assert reply.status == 409 and reply.says("Le titre de Fanny") and reply.says("Mon texte")
    reply = author.submit(reply, action, title="Les deux")
    assert author.follow(reply).says("Les deux")
    story = number_in(tell(ELECTED, COHORT))
    action = f"{TOLD}/{story}/modifier"
    first, second = author.get(action), signed_in(STAFF).get(action)
    assert signed_in(STAFF).submit(second, action, results="Cent mots.").status == 303
    reply = author.submit(first, action, results="Mille mots.")
    assert reply.status == 409 and reply.says("Cent mots.") and reply.says("Mille mots.")
    assert author.submit(reply, action).status == 303


@check("an audience does not grow over other people's replies")
def audience_keeps():
    number = open_blocker(ELECTED, COHORT)
    action = thread(number) + "/modifier"
    reply_to(OTHER, number)
    browser = signed_in(ELECTED)
    reply = browser.submit(browser.get(action), action, audience=PUBLIC)
    assert reply.status == 422 and reply.says("écrivez un retour d'expérience")
    assert signed_in().get(thread(number)).status == 404
    assert browser.submit(reply, action, audience=PAIR).status == 303
    assert signed_in(OTHER).get(thread(number)).status == 404


@check("filters are links, and those who lifted the same are shown beside")
def filters():
    lifted = open_blocker(ELECTED, COHORT, "Levé ailleurs", "Foncier agricole")
    staff = signed_in(STAFF)
    key = staff.get(thread(lifted)).field("_key")
    staff.post(thread(lifted) + "/etat", {"_key": key, "state": "lifted", "lifted_by": "Un bail de dix ans."})
    number = open_blocker(OTHER, COHORT, "Encore ouvert", "foncier agricole")
    page = signed_in(OTHER).get(thread(number))
    assert page.says("Un bail de dix ans.") and page.says("Levé ailleurs")
    page = signed_in(EXPERT).get(LIST + "?etat=leve&sujet=Foncier%20agricole")
    assert page.says("Levé ailleurs") and not page.says("Encore ouvert")
    page = signed_in(EXPERT).get(LIST + "?etat=ouvert&sujet=Foncier%20agricole")
    assert page.says("Encore ouvert") and not page.says("Levé ailleurs")
    assert signed_in(EXPERT).get(LIST + "?sujet=%3Cb%3E&page=9999").says("Aucun blocage ne répond")
    assert signed_in(EXPERT).get(LIST + "?etat=%27&page=x").status == 200
    assert not signed_in().get(LIST).says("Foncier agricole"), "a topic that nobody made public"


@check("addresses of another cycle, of nothing, of no number")
def elsewhere():
    number, story = open_blocker(ELECTED, PUBLIC), number_in(tell(ELECTED, PUBLIC))
    for path in (f"/cycles/autre/echanges/blocages/{number}", f"/cycles/autre/echanges/experiences/{story}",
                 f"/cycles/autre/echanges/experiences/{story}/fiche", thread(99999), thread("0"), thread("x"),
                 LIST + "/experiences/99999", "/cycles/rien/echanges"):
        for person in (None, ELECTED, ABROAD):
            assert signed_in(person).get(path).status == 404, (path, person)
    abroad = signed_in(ABROAD)
    path = f"/cycles/autre/echanges/blocages/{number}"
    key = abroad.get("/cycles/autre/echanges/blocages/nouveau").field("_key")
    assert abroad.post(path, {"_key": key, "body": "x"}).status == 404
    assert abroad.post(path + "/etat", {"_key": key, "state": "progress"}).status == 404
    assert SITE.sql("SELECT replies, state FROM blocker WHERE id = ?", number) == [(0, "open")]


@check("a list of sixty, a second page, a thread of sixty-one posts, in English too")
def long_ones():
    for i in range(61):
        SITE.sql("INSERT INTO blocker (cycle, member, person, title, body, topic, audience, created, active)"
                 " VALUES (1, 2, 4, ?, 'b', 'Longueur', 2, ?, ?)", f"Long {i:02}", NOW, NOW + i)
    page = signed_in(EXPERT).get(LIST + "?sujet=Longueur")
    assert page.text.count('class="card"') == 60 and page.says("page 1 sur 2") and not page.says("Long 00")
    page = signed_in(EXPERT).get(LIST + "?etat=&sujet=Longueur&page=2")
    assert page.text.count('class="card"') == 1 and page.says("Long 00")
    number = open_blocker(ELECTED, PUBLIC, "Un long fil")
    for i in range(60):
        SITE.sql("INSERT INTO reply (blocker, member, person, body, created) VALUES (?, 2, 4, ?, ?)", number, f"Réponse <b>{i}</b>", NOW + i)
    page = signed_in(OTHER).get(thread(number))
    assert page.text.count('class="post"') + page.text.count('class="post first"') == 61 and "<b>" not in page.text
    browser = signed_in(OTHER)
    browser.cookies["lang"] = "en"
    page = browser.get(thread(number))
    assert page.says("60 replies") and page.says("All blockers") and page.says("Reply")


def main():
    global SITE
    with Site(sys.argv[1]) as SITE:
        populate(SITE)
        return run()


if __name__ == "__main__":
    sys.exit(main())
