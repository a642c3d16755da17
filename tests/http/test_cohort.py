#!/usr/bin/env python3
"""The cohort over HTTP: what the public sees of it, its private space, its directory, and a territory
that leaves with another that comes in its place."""
import sys

from participation import SLUG, Participation, seconds
from serving import Browser, Site
from web import check, run

BASE = f"/cycles/{SLUG}/cohorte"
FACILITATOR = "yasmina.carlier@centre-ressources.example"
KARIM = "karim.belhadi@service-etat.example"
EXPERT = "nour.abdelkrim@studio-pas-a-pas.example"
SAMIR = "samir.ouali@loos-en-gohelle.example"
MEMBERS = {}


def decide():
    """As the jury of the demo did."""
    at = seconds(DEMO.cycle["decided"])
    DEMO.add("UPDATE call SET decided = ?", at)
    for a in DEMO.applications:
        id = DEMO.ids[a["name"]]
        DEMO.add("UPDATE application SET outcome = ?, rank = ? WHERE id = ?", a["outcome"], a["rank"], id)
        if a["outcome"] == "selected":
            member = DEMO.insert("member", cycle=1, territory=DEMO.territories[a["name"]], application=id, joined=at)
            for side in ("elected", "staff"):
                DEMO.insert("role", cycle=1, person=DEMO.person(a[side]), role=side, member=member, since=at)
            MEMBERS[a["name"]] = member
    DEMO.add("UPDATE person SET phone = '03 21 45 67 89' WHERE email = ?", SAMIR)
    DEMO.write()


def member(name):
    return f"{BASE}/{MEMBERS[name]}"


@check("before the decision there is no cohort, and the page says when there will be")
def before():
    page = Browser(SITE).get(BASE)
    assert page.status == 200 and page.says("La cohorte sera connue après la décision du jury")
    decide()


@check("the public sees the territories, and nothing of the private space")
def the_public():
    page = Browser(SITE).get(BASE)
    assert page.says("14 territoires suivent ce cycle") and page.says("Loos-en-Gohelle")
    assert not page.says("Prochaines étapes") and not page.says("Samir") and "/annuaire" not in page.text
    english = Browser(SITE)
    english.headers["Accept-Language"] = "en"
    assert english.get(BASE).says("14 territories follow this programme")


@check("outsiders do not enter; a juror alone is one")
def outsiders():
    for path in (BASE + "/annuaire", member("Vimy"), BASE + "/accueil", member("Vimy") + "/retrait"):
        assert Browser(SITE).get(path, follow=False).location.startswith("/connexion"), path
        assert DEMO.browser_of(KARIM).get(path).status == 404, path
        assert DEMO.browser_of("isabelle.deroo@arques.example").get(path).status == 404, path
    for path in (BASE + "/accueil", member("Vimy") + "/retrait"):
        assert DEMO.browser_of(SAMIR).get(path).status == 404, path
    for path in (BASE + "/9999", BASE + "/0", BASE + "/x"):
        assert DEMO.browser_of(SAMIR).get(path).status == 404, path


@check("the welcome and the charter; two who write at once keep both versions")
def the_welcome():
    ours, other = DEMO.browser_of(FACILITATOR), DEMO.browser_of("bastien.lheureux@centre-ressources.example")
    path = BASE + "/accueil"
    page, theirs = ours.get(path), other.get(path)
    assert ours.submit(page, path, welcome="Bienvenue à **toutes**.", charter="## Notre charte\n\nOn vient à deux.").status == 303
    late = other.submit(theirs, path, welcome="Salut.", charter="")
    assert late.status == 409 and late.says("Salut.") and late.says("Bienvenue à **toutes**.")
    assert other.submit(late, path).status == 303  # having read the other one
    assert ours.submit(ours.get(path), path, welcome="Bienvenue à **toutes**.<script>", charter="Charte.").status == 303
    page = DEMO.browser_of(SAMIR).get(BASE)
    assert "<strong>toutes</strong>" in page.text and "<script>" not in page.text.split("<main")[1]
    assert page.says("Prochaines étapes") and page.says("Charte.")
    assert not Browser(SITE).get(BASE).says("Charte.")


@check("the directory: everyone but the jury, with links that write and call; words without accents find")
def the_directory():
    samir = DEMO.browser_of(SAMIR)
    page = samir.get(BASE + "/annuaire")
    for name in ("Julie Wacheux", "Yasmina Carlier", "Nour Abdelkrim", "Lucie Hanquez"):
        assert page.says(name), name
    assert not page.says("Karim Belhadi")
    assert 'href="mailto:julie.wacheux@loos-en-gohelle.example"' in page.text
    assert 'href="tel:0321456789"' in page.text
    found = samir.get(BASE + "/annuaire?q=annoeullin")
    assert found.says("Annœullin") and not found.says("Julie Wacheux")
    assert samir.get(BASE + "/annuaire?q=zzz").says("Personne ne répond à « zzz »")
    assert samir.get(BASE + "/annuaire?q=%22%3E%3Cscript%3E").status == 200
    assert DEMO.browser_of(EXPERT).get(BASE + "/annuaire").status == 200


@check("a territory's page: its pair, and its application for those concerned")
def a_territory():
    page = DEMO.browser_of(SAMIR).get(member("Loos-en-Gohelle"))
    assert page.says("Julie Wacheux") and page.says("La candidature") and "retrait" not in page.text
    assert not DEMO.browser_of(SAMIR).get(member("Vimy")).says("La candidature")
    assert DEMO.browser_of(FACILITATOR).get(member("Vimy")).says("Enregistrer un retrait")


@check("a withdrawal says what happens, takes the roles, and brings in the replacement with a mail")
def a_withdrawal():
    ours, path = DEMO.browser_of(FACILITATOR), member("Corbie") + "/retrait"
    corbie = DEMO.applications[[a["name"] for a in DEMO.applications].index("Corbie")]
    theirs = DEMO.browser_of(corbie["staff"]["email"])
    assert theirs.get(BASE + "/annuaire").status == 200
    page = ours.get(path)
    assert page.says("Le binôme perd ses rôles") and page.says("1. Arques, commune")
    for wrong in ({"reason": ""}, {"reason": "x", "day": "2120-01-01"}, {"reason": "x", "day": "2021-04-01"},
                  {"reason": "x", "day": "hier"}, {"reason": "x", "replacement": str(DEMO.ids["Vimy"])}):
        assert ours.submit(page, path, **wrong).status == 422, wrong
    assert SITE.sql("SELECT count(*) FROM member WHERE withdrawn IS NOT NULL")[0][0] == 0
    reply = ours.submit(page, path, day="2021-11-15", reason="Le poste est vacant.", replacement=str(DEMO.ids["Arques"]))
    assert reply.status == 303, reply.status
    assert theirs.get(BASE + "/annuaire").status == 404
    came = DEMO.browser_of("isabelle.deroo@arques.example")
    assert came.get(BASE + "/annuaire").says("Isabelle Deroo")
    mails = SITE.sql("SELECT recipient, subject FROM outbox")
    assert sorted(m[0] for m in mails) == ["isabelle.deroo@arques.example", "yanis.guilbert@arques.example"], mails
    assert "Arques rejoint la cohorte" in mails[0][1]
    public = Browser(SITE).get(BASE)
    assert public.says("a quitté la cohorte le 15 novembre 2021") and not public.says("Le poste est vacant")
    assert public.says("14 territoires suivent") and public.says("arrivé en cours de route")
    inside = came.get(member("Corbie"))
    assert inside.says("Le poste est vacant.") and inside.says("Remplacé par Arques")
    # Recorded already: its form leads to the page that says so.
    assert ours.submit(page, path, day="2021-11-15", reason="Encore.", replacement="0").status == 303
    assert SITE.sql("SELECT reason FROM member WHERE withdrawn IS NOT NULL") == [("Le poste est vacant.",)]


@check("a place that was left empty is filled later, once")
def a_late_replacement():
    ours = DEMO.browser_of(FACILITATOR)
    page = ours.get(member("Baisieux") + "/retrait")
    assert ours.submit(page, member("Baisieux") + "/retrait", reason="Élections.").status == 303
    page = ours.get(member("Baisieux"))
    action = member("Baisieux") + "/remplacement"
    assert page.says("Remplacer ce territoire") and not page.says("Arques")
    assert ours.submit(page, action).status == 422
    fields = {**page.fields(action), "replacement": str(DEMO.ids["Hirson"])}
    assert ours.post(action, fields).status == 303
    assert ours.post(action, fields).status == 303  # the same form again: the same answer
    assert SITE.sql("SELECT count(*) FROM member WHERE replaces = ?", MEMBERS["Baisieux"])[0][0] == 1
    assert not ours.get(member("Baisieux")).says("Remplacer ce territoire")


with Site(sys.argv[1], centre="Centre de ressources") as SITE:
    DEMO = Participation(SITE)
    code = run()
sys.exit(code)
