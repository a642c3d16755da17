#!/usr/bin/env python3
"""The selection over HTTP, on the applications of the demo: the public page, the grid, reading and
marking, stepping aside, the choice under quotas, the letters, and a decision that is taken once."""
import hashlib
import json
import sys

from participation import SLUG, Participation
from serving import Browser, Site
from web import check, run

BASE = f"/cycles/{SLUG}/selection"
FACILITATOR = "yasmina.carlier@centre-ressources.example"
KARIM, ODILE = "karim.belhadi@service-etat.example", "odile.marescaux@reseau-elus.example"
EXPERT = "nour.abdelkrim@studio-pas-a-pas.example"
APPLICANT = "samir.ouali@loos-en-gohelle.example"


def reading(name):
    return f"{BASE}/candidatures/{DEMO.ids[name]}"


def marks(*given):
    return {f"c{id}": str(mark) for id, mark in zip(DEMO.criteria.values(), given)}


def choose(browser, **choices):
    """By territory: retained, waiting or refused."""
    page = browser.get(BASE + "/cohorte")
    fields = {}
    for name, (outcome, rank) in choices.items():
        fields[f"choix{DEMO.ids[name]}"], fields[f"rang{DEMO.ids[name]}"] = outcome, rank
    return browser.submit(page, BASE + "/cohorte", **fields)


def outcomes():
    return dict(SITE.sql("SELECT outcome, count(*) FROM choice GROUP BY outcome"))


@check("the public reads how the jury works, never a name nor a mark")
def the_public_page():
    page = Browser(SITE).get(BASE)
    assert page.status == 200 and page.says("33 candidatures sont arrivées avant la clôture de l'appel")
    assert page.says("Portage politique") and page.says("Le jury est formé de 5 personnes")
    assert not page.says("Loos-en-Gohelle") and not page.says("Karim") and not page.says("Composer")
    english = Browser(SITE)
    english.headers["Accept-Language"] = "en"
    assert english.get(BASE).says("33 applications came in before the call closed")


@check("nobody else enters: strangers sign in, experts and applicants are told nothing")
def outsiders():
    pages = [BASE + end for end in ("/candidatures", "/notes", "/grille", "/cohorte", "/decision", "/decision/registre",
                                    "/decision/lettres/selected")] + [reading("Vimy")]
    for path in pages:
        assert Browser(SITE).get(path, follow=False).location.startswith("/connexion"), path
        assert DEMO.browser_of(EXPERT).get(path).status == 404, path
        assert DEMO.browser_of(APPLICANT).get(path).status == 404, path
    karim = DEMO.browser_of(KARIM)
    for path in pages[2:7]:
        assert karim.get(path).status == 404, path
    assert karim.get(f"{BASE}/candidatures/9999").status == 404
    assert karim.get(f"{BASE}/candidatures/x").status == 404


@check("the grid is edited until the first mark")
def the_grid():
    ours = DEMO.browser_of(FACILITATOR)
    page = ours.get(BASE + "/grille")
    reply = ours.submit(page, BASE + "/grille", label="Gaieté", help="Donne-t-on envie ?")
    assert reply.status == 303
    page = ours.get(BASE + "/grille")
    assert page.says("Gaieté") and page.says("Donne-t-on envie ?")
    last = SITE.sql("SELECT max(id) FROM criterion")[0][0]
    twice = ours.submit(page, BASE + "/grille", label="gaiete")
    assert twice.status == 422 and twice.says("Un autre critère porte déjà ce nom")
    assert ours.submit(page, BASE + "/grille", label="").status == 422
    assert ours.submit(ours.get(BASE + "/grille"), f"{BASE}/grille/{last}/place", up="1").status == 303
    assert SITE.sql("SELECT id FROM criterion ORDER BY place")[-1][0] != last
    edit = f"{BASE}/grille/{last}"
    assert ours.submit(ours.get(edit), edit, label="Gaieté du projet").status == 303
    assert ours.submit(ours.get(BASE + "/grille"), f"{edit}/retrait").status == 303
    assert SITE.sql("SELECT count(*) FROM criterion")[0][0] == 5


@check("a juror reads and marks every criterion; the next one is the least read")
def a_juror_marks():
    karim = DEMO.browser_of(KARIM)
    page = karim.get(BASE + "/candidatures")
    assert page.says("0 sur 33") and page.says("à lire")
    path = reading("Vimy")
    page = karim.get(path)
    assert page.says("Quel projet de transition") and page.says("Laurence Hocquet")
    some = karim.submit(page, path, comment="À compléter.", **marks(3, 4))
    assert some.status == 422 and some.says("Donnez une note de 0 à 4") and some.says("À compléter.")
    assert 'value="3" checked' in some.text
    for wrong in ("5", "-1", "trois"):
        assert karim.submit(page, path, **{**marks(0, 0, 0, 0, 0), f"c{min(DEMO.criteria.values())}": wrong}).status == 422
    assert SITE.sql("SELECT count(*) FROM review")[0][0] == 0
    reply = karim.submit(page, path, comment="Solide.", next="1", **marks(4, 4, 3, 3, 2))
    assert reply.status == 303 and "/candidatures/" in reply.location and reply.location != path
    assert karim.get(path).says("Solide.")
    assert karim.get(BASE + "/candidatures").says("1 sur 33")
    notes = karim.get(BASE + "/notes")
    assert notes.says("Vimy") and notes.says("Vous seul·e voyez cette page")


@check("a juror sees no one else's marks; the facilitator sees all, and the grid is shut")
def whose_marks():
    odile = DEMO.browser_of(ODILE)
    for path in (reading("Vimy"), BASE + "/notes", BASE + "/candidatures"):
        page = odile.get(path)
        assert not page.says("Solide.") and not page.says("Karim") and "checked" not in page.text, path
    ours = DEMO.browser_of(FACILITATOR)
    page = ours.get(reading("Vimy"))
    assert page.says("Solide.") and page.says("Karim Belhadi")
    assert "<fieldset" not in page.text
    grid = ours.get(BASE + "/grille")
    assert grid.says("la grille ne change plus") and "<textarea" not in grid.text
    # A facilitator who is not of the jury cannot mark.
    key = ours.get(BASE + "/cohorte").fields(BASE + "/cohorte")["_key"]
    assert ours.post(reading("Vimy"), {"_key": key, **marks(1, 1, 1, 1, 1)}).status in (404, 422)
    assert SITE.sql("SELECT count(*) FROM review")[0][0] == 1


@check("a recusal cuts the reading, the answers and the files, and erases the marks")
def stepping_aside():
    karim, path = DEMO.browser_of(KARIM), reading("Vimy")
    page = karim.get(path)
    empty = karim.submit(page, path + "/deport", reason="")
    assert empty.status == 422 and "<details open>" in empty.text
    assert karim.submit(page, path + "/deport", reason="Ma sœur y est élue.").status == 303
    page = karim.get(path)
    assert page.status == 200 and page.says("Vous vous êtes déporté·e") and page.says("Ma sœur y est élue.")
    assert not page.says("Quel projet de transition") and "<form" not in page.text.split("<main")[1]
    assert karim.get(f"/candidatures/{DEMO.ids['Vimy']}").status == 404
    assert DEMO.browser_of(ODILE).get(path).says("Quel projet de transition")
    assert SITE.sql("SELECT count(*) FROM mark")[0][0] == 0
    key = karim.get(reading("Arques")).fields(reading("Arques"))["_key"]
    assert karim.post(path, {"_key": key, **marks(4, 4, 4, 4, 4)}).status in (404, 422)
    assert SITE.sql("SELECT count(*) FROM mark")[0][0] == 0
    assert karim.get(BASE + "/candidatures").says("0 sur 32")
    # Only the facilitator lifts it.
    lift = f"{path}/deport/{DEMO.persons[KARIM]}/levee"
    key = karim.get(reading("Arques")).fields(reading("Arques"))["_key"]
    assert karim.post(lift, {"_key": key}).status == 404
    ours = DEMO.browser_of(FACILITATOR)
    assert ours.submit(ours.get(path), lift).status == 303
    assert karim.get(path).says("Quel projet de transition")


@check("the proposal keeps to the quotas; ranks move; gaps and ties are told, and block nothing")
def the_choice():
    SITE.sql("DELETE FROM review")
    DEMO.mark_as_in_the_demo()
    ours = DEMO.browser_of(FACILITATOR)
    page = ours.get(BASE + "/cohorte")
    assert page.says("18,67") and page.says("33 à décider")
    assert ours.submit(page, BASE + "/cohorte/proposition", waiting="5").status == 303
    assert outcomes() == {"selected": 14, "waiting": 5, "refused": 14}
    wanted = {a["name"]: a["outcome"] for a in DEMO.applications}
    kept = SITE.sql("SELECT t.name, c.outcome FROM choice c JOIN application a ON a.id = c.application"
                    " JOIN territory t ON t.id = a.territory")
    assert dict(kept) == wanted
    page = ours.get(BASE + "/cohorte")
    assert page.says("Égalité à 13,67 sur 20 : Bailleul, CC du Clermontois.") and not page.says("Il reste de la place")
    assert choose(ours, Hirson=("waiting", "1"), Corbie=("refused", "")).status == 303
    page = ours.get(BASE + "/cohorte")
    assert page.says("commune : 9 retenues pour 10 places.") and page.says("Il reste de la place")
    ranks = dict(SITE.sql("SELECT t.name, c.rank FROM choice c JOIN application a ON a.id = c.application"
                          " JOIN territory t ON t.id = a.territory WHERE c.rank IS NOT NULL"))
    assert ranks["Hirson"] == 1 and ranks["Arques"] == 2 and sorted(ranks.values()) == [1, 2, 3, 4, 5]
    assert choose(ours, Hirson=("waiting", "abc")).status == 422
    assert choose(ours, Hirson=("peut-être", "")).status == 422
    assert ours.submit(page, BASE + "/cohorte/proposition", waiting="-3").status == 422
    assert ours.submit(ours.get(BASE + "/cohorte"), BASE + "/cohorte/proposition", waiting="5").status == 303


@check("letters are written, checked, and read as they will leave")
def the_letters():
    ours = DEMO.browser_of(FACILITATOR)
    page = ours.get(BASE + "/decision")
    assert page.says("à écrire")
    early = ours.submit(page, BASE + "/decision", read="1")
    assert early.status == 422 and early.says("Il manque une lettre")
    assert ours.get(BASE + "/decision/lettres/autre").status == 404
    for outcome, letter in DEMO.cycle["letters"].items():
        path = f"{BASE}/decision/lettres/{outcome}"
        page = ours.get(path)
        wrong = ours.submit(page, path, subject="{territoire}", body="x")
        assert wrong.status == 422 and wrong.says("« territoire » entre accolades n'est pas un mot connu")
        assert ours.submit(page, path, **letter).status == 303
    page = ours.get(BASE + "/decision")
    assert page.says("Telle que la recevra Arques (") and page.says("inscrite au rang 1 de la liste d'attente")
    assert page.says("66 lettres partent")


@check("a decision is taken once; each of the two of a pair has one letter")
def the_decision():
    ours, other = DEMO.browser_of(FACILITATOR), DEMO.browser_of("bastien.lheureux@centre-ressources.example")
    page, theirs = ours.get(BASE + "/decision"), other.get(BASE + "/decision")
    assert ours.submit(page, BASE + "/decision").status == 422  # not ticked
    assert SITE.sql("SELECT count(*) FROM outbox")[0][0] == 0
    page = ours.get(BASE + "/decision")
    fields = {**page.fields(BASE + "/decision"), "read": "1"}
    assert ours.post(BASE + "/decision", fields).status == 303
    assert ours.post(BASE + "/decision", fields).status == 303  # the same form again: the same answer
    late = other.submit(theirs, BASE + "/decision", read="1")
    assert other.follow(late).says("La décision a déjà été prise")
    sent = SITE.sql("SELECT recipient, count(*) FROM outbox WHERE kind = 'decision' GROUP BY recipient")
    people = {a[side]["email"] for a in DEMO.applications for side in ("elected", "staff")}
    assert {r for r, _ in sent} == people and all(n == 1 for _, n in sent)
    plain = SITE.sql("SELECT plain FROM outbox WHERE recipient LIKE '%@arques.example'")[0][0]
    assert "rang 1" in plain and "{" not in plain
    assert SITE.sql("SELECT count(*) FROM member")[0][0] == 14
    assert SITE.sql("SELECT count(*) FROM role WHERE role IN ('elected', 'staff')")[0][0] == 28


@check("the record can be read, downloaded and checked")
def the_record():
    ours = DEMO.browser_of(FACILITATOR)
    page = ours.get(BASE + "/decision/registre")
    assert page.says("56 sur 60") and page.says("liste d'attente, rang 1") and page.says("J'ai été salarié du Parc")
    download = ours.get(BASE + "/decision/registre.json")
    assert "attachment" in download.headers["Content-Disposition"]
    assert page.says(hashlib.blake2b(download.body, digest_size=32).hexdigest())
    record = json.loads(download.body)
    assert len(record["applications"]) == 33 and len(record["criteria"]) == 5
    best = record["applications"][0]
    assert best["territory"] == "Loos-en-Gohelle" and best["sum"] == 56 and best["marks"] == 15
    assert sum(sum(r["marks"].values()) for r in best["reviews"]) == 56
    assert DEMO.browser_of(KARIM).get(BASE + "/decision/registre.json").status == 404


@check("after it, the public sees who was kept and no mark; nothing moves any more")
def afterwards():
    page = Browser(SITE).get(BASE)
    assert page.says("Les 14 territoires retenus") and page.says("Loos-en-Gohelle") and not page.says("18,67")
    assert not page.says("Arques")
    karim = DEMO.browser_of(KARIM)
    page = karim.get(reading("Loos-en-Gohelle"))
    assert page.says("les notes ne changent plus") and "<fieldset" not in page.text
    ours = DEMO.browser_of(FACILITATOR)
    assert "<select" not in ours.get(BASE + "/cohorte").text
    assert ours.get(BASE + "/decision").says("Décision prise")


with Site(sys.argv[1], centre="Centre de ressources") as SITE:
    DEMO = Participation(SITE)
    code = run()
sys.exit(code)
