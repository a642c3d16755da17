#!/usr/bin/env python3
"""Who may what, for every route of the site and every sort of person, on the whole demonstration. A
route that is not in the table below fails the test: whoever adds one says here who may."""
import re
import subprocess
import sys

from demosite import DemoSite
from web import check, run

# What each is answered: "in" is the way to the sign-in page, "ok" anything but a refusal (a page, a
# redirection, a form to correct, a link that is over), and what is not for someone is not there.
PEOPLE = "anonymous outsider abroad juror observer expert other own facilitator administrator".split()
CLASSES = """
everyone      ok  ok   ok   ok   ok   ok   ok   ok   ok   ok
signed        in  ok   ok   ok   ok   ok   ok   ok   ok   ok
cohort        in  404  404  404  ok   ok   ok   ok   ok   ok
shared        404 404  404  404  ok   ok   ok   ok   ok   ok
taker         in  404  404  404  404  ok   ok   ok   ok   ok
reader        in  404  404  404  404  ok   ok   ok   ok   ok
pair          in  404  404  404  404  404  ok   ok   ok   ok
own           in  404  404  404  404  404  404  ok   ok   ok
mine          404 404  404  404  404  404  404  ok   ok   ok
jury          in  404  404  ok   404  404  404  404  ok   ok
facilitator   in  404  404  404  404  404  404  404  ok   ok
creator       in  404  ok   404  404  404  404  404  ok   ok
administrator in  404  404  404  404  404  404  404  404  ok
application   in  404  404  ok   404  404  404  ok   ok   ok
applicant     in  404  404  404  404  404  404  ok   404  404
receipt       in  404  404  404  404  404  404  ok   ok   ok
attendee      in  404  404  404  ok   ok   ok   ok   ok   404
editor        404 404  ok   404  404  404  404  404  ok   ok
nobody        404 404  404  404  404  404  404  404  404  404
"""

# own: of the territory whose items these are; other: of another one of the cohort; abroad: who
# facilitates another cycle. {A} is their cycle; the items all have the narrowest audience they can.
RIGHTS = """
everyone      GET  /
everyone      GET  /langue?to=fr
everyone      GET  /connexion
everyone      POST /connexion
everyone      GET  /connexion/envoyee
everyone      GET  /connexion/mot-de-passe
everyone      POST /connexion/mot-de-passe
nobody        GET  /connexion/lien/{token}
nobody        POST /connexion/lien/{token}
everyone      POST /deconnexion
nobody        GET  /invitation/{token}
nobody        POST /invitation/{token}
nobody        GET  /binome/{token}
nobody        POST /binome/{token}
nobody        GET  /calendrier/{token}
nobody        GET  /desabonnement/{id}/{token}
nobody        POST /desabonnement/{id}/{token}
everyone      GET  /demo
everyone      GET  /demo/connexion
nobody        POST /demo/connexion
everyone      GET  /demo/mails
everyone      GET  /demo/mails/{mail}
everyone      GET  /territoires
everyone      GET  /recherche
everyone      GET  /contenus.atom
everyone      GET  /sitemap.xml
everyone      GET  /robots.txt

signed        GET  /moi
signed        POST /moi
signed        GET  /moi/donnees.json
signed        GET  /moi/mot-de-passe
signed        POST /moi/mot-de-passe
signed        GET  /moi/effacement
signed        POST /moi/effacement
signed        POST /moi/calendrier
signed        POST /moi/calendrier/suppression
signed        POST /moi/deconnexion
signed        POST /moi/deconnexion-partout

administrator GET  /administration
administrator POST /administration
administrator POST /administration/retrait
everyone      GET  /pages/{page}
administrator GET  /pages/{page}/modifier
administrator POST /pages/{page}/modifier
everyone      GET  /contenus
everyone      GET  /contenus/{article}
editor        GET  /contenus/{draft}
creator       GET  /contenus/nouveau
creator       POST /contenus/nouveau
creator       GET  /contenus/{article}/modifier
creator       POST /contenus/{article}/modifier
creator       POST /contenus/{article}/publication

everyone      GET  /cycles
creator       GET  /cycles/nouveau
creator       POST /cycles/nouveau
everyone      GET  /cycles/{A}
facilitator   GET  /cycles/{A}/modifier
facilitator   POST /cycles/{A}/modifier
facilitator   POST /cycles/{A}/publication
facilitator   GET  /cycles/{A}/equipe
facilitator   POST /cycles/{A}/equipe
facilitator   POST /cycles/{A}/equipe/{person}/retrait
facilitator   POST /cycles/{A}/equipe/invitations/{invitation}
facilitator   POST /cycles/{A}/equipe/invitations/{invitation}/suppression
facilitator   GET  /cycles/{A}/courriels
facilitator   POST /cycles/{A}/courriels/{mail}

everyone      GET  /cycles/{A}/appel
facilitator   GET  /cycles/{A}/appel/modifier
facilitator   POST /cycles/{A}/appel/modifier
facilitator   POST /cycles/{A}/appel/publication
facilitator   GET  /cycles/{A}/appel/apercu
facilitator   GET  /cycles/{A}/appel/questions
facilitator   GET  /cycles/{A}/appel/questions/nouvelle
facilitator   POST /cycles/{A}/appel/questions/nouvelle
facilitator   GET  /cycles/{A}/appel/questions/{question}
facilitator   POST /cycles/{A}/appel/questions/{question}
facilitator   POST /cycles/{A}/appel/questions/{question}/place
facilitator   POST /cycles/{A}/appel/questions/{question}/retrait
facilitator   GET  /cycles/{A}/appel/candidatures
facilitator   POST /cycles/{A}/appel/candidatures/{application}/relance
signed        GET  /cycles/{A}/appel/candidater
signed        POST /cycles/{A}/appel/candidater
application   GET  /candidatures/{application}
applicant     POST /candidatures/{application}
applicant     POST /candidatures/{application}/brouillon
applicant     GET  /candidatures/{application}/binome
applicant     POST /candidatures/{application}/binome
applicant     GET  /candidatures/{application}/pieces/{file_question}
applicant     POST /candidatures/{application}/pieces/{file_question}
applicant     POST /candidatures/{application}/pieces/{file_question}/retrait
application   GET  /candidatures/{application}/fichiers/{answer_file}
applicant     GET  /candidatures/{application}/depot
applicant     POST /candidatures/{application}/depot
receipt       GET  /candidatures/{application}/recepisse

everyone      GET  /cycles/{A}/selection
facilitator   GET  /cycles/{A}/selection/grille
facilitator   POST /cycles/{A}/selection/grille
facilitator   GET  /cycles/{A}/selection/grille/{criterion}
facilitator   POST /cycles/{A}/selection/grille/{criterion}
facilitator   POST /cycles/{A}/selection/grille/{criterion}/place
facilitator   POST /cycles/{A}/selection/grille/{criterion}/retrait
jury          GET  /cycles/{A}/selection/candidatures
jury          GET  /cycles/{A}/selection/candidatures/{application}
jury          POST /cycles/{A}/selection/candidatures/{application}
jury          POST /cycles/{A}/selection/candidatures/{application}/deport
facilitator   POST /cycles/{A}/selection/candidatures/{application}/deport/{juror}/levee
jury          GET  /cycles/{A}/selection/notes
facilitator   GET  /cycles/{A}/selection/cohorte
facilitator   POST /cycles/{A}/selection/cohorte
facilitator   POST /cycles/{A}/selection/cohorte/proposition
facilitator   GET  /cycles/{A}/selection/decision
facilitator   POST /cycles/{A}/selection/decision
facilitator   GET  /cycles/{A}/selection/decision/lettres/{outcome}
facilitator   POST /cycles/{A}/selection/decision/lettres/{outcome}
facilitator   GET  /cycles/{A}/selection/decision/registre
facilitator   GET  /cycles/{A}/selection/decision/registre.json

everyone      GET  /cycles/{A}/cohorte
facilitator   GET  /cycles/{A}/cohorte/accueil
facilitator   POST /cycles/{A}/cohorte/accueil
cohort        GET  /cycles/{A}/cohorte/annuaire
cohort        GET  /cycles/{A}/cohorte/{member}
facilitator   GET  /cycles/{A}/cohorte/{member}/retrait
facilitator   POST /cycles/{A}/cohorte/{member}/retrait
facilitator   POST /cycles/{A}/cohorte/{member}/remplacement

everyone      GET  /cycles/{A}/seances
facilitator   GET  /cycles/{A}/seances/nouvelle
facilitator   POST /cycles/{A}/seances/nouvelle
everyone      GET  /cycles/{A}/seances/{session}
everyone      GET  /cycles/{A}/seances/{session}/seance.ics
facilitator   GET  /cycles/{A}/seances/{session}/modifier
facilitator   POST /cycles/{A}/seances/{session}/modifier
facilitator   GET  /cycles/{A}/seances/{session}/suppression
facilitator   POST /cycles/{A}/seances/{session}/suppression
facilitator   GET  /cycles/{A}/seances/{session}/programme
facilitator   POST /cycles/{A}/seances/{session}/programme
facilitator   GET  /cycles/{A}/seances/{session}/programme/{item}
facilitator   POST /cycles/{A}/seances/{session}/programme/{item}
facilitator   POST /cycles/{A}/seances/{session}/programme/{item}/suppression
facilitator   GET  /cycles/{A}/seances/{session}/documents
facilitator   POST /cycles/{A}/seances/{session}/documents
cohort        GET  /cycles/{A}/seances/{session}/documents/{document_file}
facilitator   POST /cycles/{A}/seances/{session}/documents/{document}/suppression
facilitator   GET  /cycles/{A}/seances/{session}/compte-rendu
facilitator   POST /cycles/{A}/seances/{session}/compte-rendu
facilitator   POST /cycles/{A}/seances/{session}/compte-rendu/publication
facilitator   GET  /cycles/{A}/seances/{session}/compte-rendu/{version}
taker         POST /cycles/{A}/seances/{session}/enseignements
own           GET  /cycles/{A}/seances/{session}/enseignements/{takeaway}
own           POST /cycles/{A}/seances/{session}/enseignements/{takeaway}
own           POST /cycles/{A}/seances/{session}/enseignements/{takeaway}/suppression
facilitator   GET  /cycles/{A}/seances/{session}/emargement
facilitator   POST /cycles/{A}/seances/{session}/emargement
facilitator   GET  /cycles/{A}/seances/{session}/emargement/feuille
facilitator   GET  /cycles/{A}/seances/{session}/emargement/affiche
facilitator   GET  /cycles/{A}/seances/{session}/activites/nouvelle
facilitator   POST /cycles/{A}/seances/{session}/activites/nouvelle
facilitator   GET  /cycles/{A}/seances/{session}/activites/{activity}
facilitator   GET  /cycles/{A}/seances/{session}/activites/{activity}/modifier
facilitator   POST /cycles/{A}/seances/{session}/activites/{activity}/modifier
facilitator   POST /cycles/{A}/seances/{session}/activites/{activity}/suppression
facilitator   POST /cycles/{A}/seances/{session}/activites/{activity}/ouverture
facilitator   POST /cycles/{A}/seances/{session}/activites/{activity}/cloture
facilitator   POST /cycles/{A}/seances/{session}/activites/{activity}/idees
facilitator   GET  /cycles/{A}/seances/{session}/activites/{activity}/idees.csv
facilitator   GET  /cycles/{A}/seances/{session}/activites/{activity}/flux
facilitator   GET  /cycles/{A}/seances/{session}/activites/{activity}/ecran
everyone      GET  /rejoindre
everyone      POST /rejoindre
everyone      GET  /a/{code}
everyone      POST /a/{code}/idees
everyone      POST /a/{code}/voix
everyone      GET  /a/{code}/flux
everyone      GET  /a/{code}/ecran
everyone      GET  /a/{code}/ecran/flux
attendee      GET  /emargement/{door}
attendee      POST /emargement/{door}

everyone      GET  /cycles/{A}/echanges
taker         GET  /cycles/{A}/echanges/blocages/nouveau
taker         POST /cycles/{A}/echanges/blocages/nouveau
mine          GET  /cycles/{A}/echanges/blocages/{blocker}
shared        GET  /cycles/{A}/echanges/blocages/{cohort_blocker}
own           POST /cycles/{A}/echanges/blocages/{blocker}
own           POST /cycles/{A}/echanges/blocages/{blocker}/etat
own           GET  /cycles/{A}/echanges/blocages/{blocker}/modifier
own           POST /cycles/{A}/echanges/blocages/{blocker}/modifier
everyone      GET  /cycles/{A}/echanges/experiences
taker         GET  /cycles/{A}/echanges/experiences/nouvelle
taker         POST /cycles/{A}/echanges/experiences/nouvelle
mine          GET  /cycles/{A}/echanges/experiences/{experience}
mine          GET  /cycles/{A}/echanges/experiences/{experience}/fiche
own           GET  /cycles/{A}/echanges/experiences/{experience}/modifier
own           POST /cycles/{A}/echanges/experiences/{experience}/modifier

everyone      GET  /cycles/{A}/feuille-de-route
everyone      GET  /cycles/{A}/feuille-de-route/{member}
everyone      GET  /cycles/{A}/feuille-de-route/{member}/fiche
pair          GET  /cycles/{A}/feuille-de-route/actions/nouvelle
pair          POST /cycles/{A}/feuille-de-route/actions/nouvelle
mine          GET  /cycles/{A}/feuille-de-route/actions/{action}
own           POST /cycles/{A}/feuille-de-route/actions/{action}
own           GET  /cycles/{A}/feuille-de-route/actions/{action}/modifier
own           POST /cycles/{A}/feuille-de-route/actions/{action}/modifier
pair          GET  /cycles/{A}/feuille-de-route/caps/nouveau
pair          POST /cycles/{A}/feuille-de-route/caps/nouveau
mine          GET  /cycles/{A}/feuille-de-route/caps/{cap}
own           POST /cycles/{A}/feuille-de-route/caps/{cap}
own           POST /cycles/{A}/feuille-de-route/caps/{cap}/annulation
own           GET  /cycles/{A}/feuille-de-route/caps/{cap}/modifier
own           POST /cycles/{A}/feuille-de-route/caps/{cap}/modifier

everyone      GET  /cycles/{A}/restitution
facilitator   GET  /cycles/{A}/restitution/modifier
facilitator   POST /cycles/{A}/restitution/modifier
facilitator   POST /cycles/{A}/restitution/publication
everyone      GET  /cycles/{A}/restitution/inscription
everyone      POST /cycles/{A}/restitution/inscription
everyone      GET  /cycles/{A}/restitution/inscription/courriel
nobody        GET  /inscription/{token}
nobody        GET  /inscription/{token}/evenement.ics
nobody        GET  /inscription/{token}/annulation
nobody        POST /inscription/{token}/annulation
facilitator   GET  /cycles/{A}/restitution/inscrits
facilitator   GET  /cycles/{A}/restitution/inscrits/inscrits.csv
facilitator   GET  /cycles/{A}/restitution/inscrits/feuille
facilitator   GET  /cycles/{A}/restitution/inscrits/{registration}/annulation
facilitator   POST /cycles/{A}/restitution/inscrits/{registration}/annulation
everyone      GET  /cycles/{A}/restitution/fiches/{public_member}
mine          GET  /cycles/{A}/restitution/fiches/{member}
own           GET  /cycles/{A}/restitution/fiches/{member}/modifier
own           POST /cycles/{A}/restitution/fiches/{member}/modifier
"""
CLASS = {line.split()[0]: dict(zip(PEOPLE, line.split()[1:])) for line in CLASSES.strip().splitlines()}
LINES = [line.split() for line in RIGHTS.strip().splitlines() if line]
MISSING = 999999  # no item has this number


def one(statement, *values):
    return SITE.sql(statement, *values)[0][0]


def narrow_items(own_member, own, cycle):
    """One of each kind of item in its narrowest audience, of the territory and in the name of `own`."""
    items = {"member": own_member}
    for name, table, audience in (("blocker", "blocker", 1), ("cohort_blocker", "blocker", 2), ("experience", "experience", 1),
                                  ("action", "action", 1), ("cap", "cap", 1)):
        items[name] = one(f"SELECT max(id) FROM {table} WHERE cycle = ? AND id <> ?", cycle, items.get("blocker", 0))
        SITE.sql(f"UPDATE {table} SET audience = ?, member = ? WHERE id = ?", audience, own_member, items[name])
        if table in ("blocker", "experience"):
            SITE.sql(f"UPDATE {table} SET person = ? WHERE id = ?", own, items[name])
    items["takeaway"] = one("SELECT min(id) FROM takeaway WHERE session = ?", ITEMS["session"])
    SITE.sql("UPDATE takeaway SET person = ? WHERE id = ?", own, items["takeaway"])
    return items


def a_file_in(application):
    """What the demonstration has none of: a file joined to an application, with a document's bytes."""
    question = one("SELECT min(id) FROM question WHERE kind = 'file' AND call = ?", ITEMS["call"])
    SITE.sql("INSERT INTO file (id, hash, name, type, size, kind, item, created) SELECT 9000, hash, name, type, size, 'answer',"
             " ?, created FROM file WHERE kind = 'document' ORDER BY id LIMIT 1", application)
    SITE.sql("INSERT INTO answer (application, question, value) VALUES (?, ?, '9000')", application, question)
    return {"file_question": question, "answer_file": 9000}


def an_activity():
    SITE.sql("INSERT INTO activity (id, session, title, code, state, created) VALUES (90, ?, 'Idées', 'DRTS47', 'open', 1)",
             ITEMS["session"])
    return 90


def an_event(cycle, members):
    """The public workshop with someone registered, one sheet published and one not."""
    SITE.sql("DELETE FROM registration WHERE restitution IN (SELECT id FROM restitution WHERE cycle = ?)", cycle)
    SITE.sql("DELETE FROM restitution WHERE cycle = ?", cycle)
    SITE.sql("DELETE FROM sheet")
    SITE.sql("INSERT INTO restitution (id, cycle, title, starts, ends, capacity, opens, published, created)"
             " SELECT 90, ?, 'Restitution', 1700000000, 1700009000, 10, 1, 1, 1", cycle)
    SITE.sql("INSERT INTO registration (id, restitution, name, email, state, token, at, changed)"
             " VALUES (90, 90, 'Rosa', 'rosa@x.example', 'registered', 'y', 1, 1)")
    for member, published in ((members[0], 1), (members[-1], None)):
        SITE.sql("INSERT INTO sheet (member, intro, published, updated) VALUES (?, 'Nous', ?, 1)", member, published)
    return 90


def populate():
    cycle = one("SELECT id FROM cycle WHERE track = 'food'")
    other_cycle = one("SELECT id FROM cycle WHERE track = 'participation'")
    ITEMS.update(A=one("SELECT slug FROM cycle WHERE id = ?", cycle), B=one("SELECT slug FROM cycle WHERE id = ?", other_cycle),
                 call=one("SELECT id FROM call WHERE cycle = ?", cycle), session=one("SELECT min(id) FROM session WHERE cycle = ?", cycle))
    SITE.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) SELECT 3, 'ailleurs', 'Ailleurs',"
             " track, summary, starts, ends, 1, created FROM cycle WHERE id = ?", cycle)
    SITE.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) SELECT 4, 'cache', 'Cycle secret',"
             " track, summary, starts, ends, 0, created FROM cycle WHERE id = ?", cycle)
    members = [row[0] for row in SITE.sql("SELECT id FROM member WHERE cycle = ? AND withdrawn IS NULL ORDER BY id", cycle)]
    role = "SELECT min(r.person) FROM role r WHERE r.cycle = ? AND r.role = ?"
    only = role + " AND NOT EXISTS (SELECT 1 FROM role o WHERE o.person = r.person AND o.role <> r.role)"
    WHO.update(anonymous=None, outsider=SITE.person(901, "Oscar Passant", "oscar@passants.example"),
               abroad=SITE.person(902, "Aline Ailleurs", "aline@ailleurs.example", cycle_3="facilitator", cycle_4="facilitator"),
               juror=one(only, cycle, "juror"), observer=one(only, cycle, "observer"), expert=one(only, cycle, "expert"),
               other=one(role + " AND r.member = ?", cycle, "elected", members[0]),
               own=one(role + " AND r.member = ?", cycle, "elected", members[-1]), facilitator=one(role, cycle, "facilitator"),
               administrator=one("SELECT min(id) FROM person WHERE admin = 1"))
    ITEMS.update(narrow_items(members[-1], WHO["own"], cycle))
    ITEMS["application"] = one("SELECT application FROM member WHERE id = ?", members[-1])
    SITE.sql("DELETE FROM recusal WHERE application = ?", ITEMS["application"])
    ITEMS.update(a_file_in(ITEMS["application"]))
    SITE.sql("INSERT INTO invitation (id, token, cycle, email, name, role, created, expires) VALUES"
             " (1, 'x', ?, 'i@x.example', 'Ivan', 'expert', 1, 9999999999)", cycle)
    SITE.sql("INSERT INTO article (id, slug, title, summary, body, updated, created) VALUES (900, 'brouillon', 'b', 's', 'c', 1, 1)")
    ITEMS.update(
        token="a" * 64, page="mentions-legales", outcome="selected", person=WHO["expert"], juror=WHO["juror"], invitation=1, id=1,
        draft="brouillon", article=one("SELECT min(slug) FROM article WHERE published IS NOT NULL"),
        mail=one("SELECT min(id) FROM outbox WHERE cycle = ?", cycle),
        question=one("SELECT min(id) FROM question WHERE call = ?", ITEMS["call"]),
        criterion=one("SELECT min(id) FROM criterion WHERE call = ?", ITEMS["call"]),
        item=one("SELECT min(id) FROM agenda_item WHERE session = ?", ITEMS["session"]),
        document=one("SELECT min(id) FROM document WHERE session = ?", ITEMS["session"]),
        document_file=one("SELECT min(file) FROM document WHERE session = ?", ITEMS["session"]),
        version=one("SELECT min(version) FROM minutes_version WHERE session = ?", ITEMS["session"]),
        registration=an_event(cycle, members), public_member=members[0],
        activity=an_activity(), code="DRTS47",
        door=one("SELECT checkin FROM session WHERE id = ?", ITEMS["session"]))


def ask(browser, path):
    """A page; of a stream, which has no end, its head."""
    return browser.ask("HEAD", path) if path.endswith("/flux") else browser.get(path, follow=False)


def told(page):
    """What an answer is, in the words of the table."""
    if page.status == 303 and page.location.startswith("/connexion?retour="):
        return "in"
    return "404" if page.status == 404 else "ok" if page.status < 500 and page.status != 403 else str(page.status)


def key_of(browser):
    """A form's key, of a page that everyone has; signed in, /connexion leads away from its form."""
    for path in ("/moi", "/connexion"):
        page = browser.get(path, follow=False)
        if page.status == 200:
            return page.field("_key")
    raise AssertionError("no form")


def differ(found):
    """Fails with every line that is not as the table says, not with the first alone."""
    assert not found, "\n".join(["%d differ" % len(found), *found])


def pattern_of(route):
    """{A} is {cycle}, and every other name is one hole like another."""
    return re.sub(r"\{[^}]*\}", "{}", route.split("?")[0])


@check("the table names every route, and no other")
def every_route():
    have = {tuple(line.split()) for line in subprocess.run([ROUTES], capture_output=True, text=True, check=True).stdout.splitlines()}
    have = {(method, pattern_of(path)) for method, path in have}
    # A route is told from its siblings by its literals: /nouveau beside /{id}.
    say = {(method, pattern_of(path)) for _, method, path in LINES}
    differ(sorted(f"say who may: {m} {p}" for m, p in have - say) + sorted(f"no such route: {m} {p}" for m, p in say - have))


@check("GET: each sort of person finds what is for them, and a 404 for the rest")
def reading():
    found = []
    for who in PEOPLE:
        browser = SITE.browser(WHO[who])
        for name, method, path in LINES:
            if method == "GET":
                page = ask(browser, path.format(**ITEMS))
                if told(page) != CLASS[name][who]:
                    found.append(f"{who} {path}: {told(page)} ({page.status}), not {CLASS[name][who]}")
    differ(found)


@check("POST: with a right key, what is not for someone is a 404 before anything is read of the form")
def writing():
    found = []
    for who in PEOPLE:
        browser = SITE.browser(WHO[who])
        key = key_of(browser)
        for name, method, path in LINES:
            if method == "POST" and CLASS[name][who] != "ok":
                page = browser.post(path.format(**ITEMS), {"_key": key})
                if told(page) != CLASS[name][who]:
                    found.append(f"{who} {path}: {told(page)} ({page.status}), not {CLASS[name][who]}")
    differ(found)


@check("POST without a key, with another login's, or from another site: 403, and nothing is done")
def forged():
    found, before = [], everything()
    for who in ("anonymous", "own", "facilitator", "administrator"):
        browser, stranger = SITE.browser(WHO[who]), SITE.browser(WHO["outsider" if who != "outsider" else "own"])
        key, foreign = key_of(browser), key_of(stranger)
        for name, method, path in LINES:
            if method != "POST" or CLASS[name][who] != "ok" or path.startswith("/desabonnement"):
                continue
            address = path.format(**ITEMS)
            for how, fields, headers in (
                    ("no key", {}, {}), ("a made-up key", {"_key": "0" * 64 + "." + "0" * 32}, {}), ("another login's key", {"_key": foreign}, {}),
                    ("another site", {"_key": key}, {"Origin": "https://evil.example"}), ("a nameless site", {"_key": key}, {"Origin": "null"}),
                    ("another site, by its own word", {"_key": key}, {"Sec-Fetch-Site": "cross-site"}),
                    ("a neighbour of the site", {"_key": key}, {"Sec-Fetch-Site": "same-site"})):
                page = browser.post(address, fields, **headers)
                if page.status != 403:
                    found.append(f"{who} {path}, {how}: {page.status}")
    differ(found)
    assert everything() == before, "something was written"


def everything():
    """How many rows each table has: nothing here is deleted and added in the same breath."""
    tables = "person login magic_link outbox blocker reply experience action action_step cap application applicant answer file once"
    return {table: one(f"SELECT count(*) FROM {table}") for table in tables.split()}


@check("what is hidden is told apart from what is not there by nothing")
def hints():
    found = []
    kinds = [(path, re.findall(r"\{(\w+)\}", path)) for name, method, path in LINES
             if method == "GET" and name in ("mine", "shared", "own", "cohort", "application", "applicant", "receipt")]
    for who in ("outsider", "abroad", "juror", "observer", "expert", "other"):
        browser = SITE.browser(WHO[who])
        for path, names in kinds:
            items = [name for name in names if name not in ("A", "session", "door")]
            there = browser.get(path.format(**ITEMS), follow=False)
            if not items or told(there) != "404":
                continue
            nothing = browser.get(path.format(**{**ITEMS, **{name: MISSING for name in items}}), follow=False)
            if words_of(there) != words_of(nothing):
                found.append(f"{who} {path}: another 404 than for nothing")
    differ(found)


def words_of(page):
    """Without the keys of its forms and its own address, which differ from one page to the next."""
    text = re.sub(r'name="_key" value="[^"]*"', "", page.text)
    return page.status, re.sub(r"back=[^\"&]*", "", text)


@check("an item under the path of another cycle is not there, even for who may see both")
def elsewhere():
    found = []
    browser, facilitator = SITE.browser(WHO["administrator"]), SITE.browser(WHO["facilitator"])
    for _, method, path in LINES:
        if "{A}" not in path or not (set(re.findall(r"\{(\w+)\}", path)) - {"A", "outcome"}):
            continue
        address = path.format(**{**ITEMS, "A": ITEMS["B"]})
        for who in (browser, facilitator):
            page = who.get(address, follow=False) if method == "GET" else who.post(address, {"_key": key_of(who)})
            if page.status != 404:
                found.append(f"{method} {address}: {page.status}")
    differ(found)


@check("no number is an item's: 0, negative, too large, not a number, not of this world")
def numbers():
    found, browser = [], SITE.browser(WHO["administrator"])
    for _, method, path in LINES:
        names = [n for n in re.findall(r"\{(\w+)\}", path) if n not in ("A", "token", "page", "article", "draft", "outcome", "door", "code")]
        for name in names if method == "GET" else []:
            for bad in ("0", "-1", str(MISSING), "9223372036854775807", "9223372036854775808", "1e3", "1.0", "%31%20", "%C3%A9", "1%00"):
                page = browser.get(path.format(**{**ITEMS, name: bad}), follow=False)
                if page.status not in ((400,) if "%00" in bad else (404,)):
                    found.append(f"{path} with {bad}: {page.status}")
    differ(found)


@check("a cycle that is not published is not there, but for who facilitates it and who administers")
def hidden():
    for path in ("", "/appel", "/selection", "/cohorte", "/seances", "/echanges", "/echanges/experiences", "/feuille-de-route", "/restitution"):
        for who in PEOPLE:
            page = SITE.browser(WHO[who]).get("/cycles/cache" + path, follow=False)
            expected = (200, 303) if who in ("abroad", "administrator") else (404,)
            assert page.status in expected, (who, path, page.status)
            assert page.status != 404 or "secret" not in page.text
    for path in ("/cycles", "/", "/sitemap.xml", "/recherche?q=secret", "/contenus.atom"):
        assert "Cycle secret" not in SITE.browser(WHO["outsider"]).get(path).text, path


@check("private pages are kept by no cache and no search engine")
def caches():
    for who, path in (("own", "/moi"), ("own", "/cycles/{A}/cohorte/annuaire"), ("facilitator", "/cycles/{A}/equipe"),
                      ("own", "/cycles/{A}/echanges/blocages/{blocker}"), ("own", "/candidatures/{application}"),
                      ("juror", "/cycles/{A}/selection/candidatures/{application}"), ("own", "/moi/donnees.json"),
                      ("facilitator", "/cycles/{A}/selection/decision/registre"), ("own", "/cycles/{A}")):
        page = SITE.browser(WHO[who]).get(path.format(**ITEMS))
        assert (page.status, page.headers["Cache-Control"]) == (200, "no-store"), (path, page.headers["Cache-Control"])
    page = SITE.browser(WHO["own"]).get("/candidatures/{application}/fichiers/{answer_file}".format(**ITEMS))
    assert page.status == 200 and "public" not in page.headers["Cache-Control"]
    assert page.headers["Content-Disposition"].startswith(("attachment", "inline")) and page.headers["X-Content-Type-Options"] == "nosniff"


ROUTES = sys.argv[2]
ITEMS, WHO = {}, {}
with DemoSite(sys.argv[1], "2022-04-20") as SITE:
    populate()
    failed = run()
sys.exit(failed)
