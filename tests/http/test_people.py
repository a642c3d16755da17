#!/usr/bin/python3
"""People over HTTP: signing in by a link that a real mail server received, what an expired, used
or wrong link says, passwords and their limit, own data, invitations, the team, erasure."""
import hashlib
import json
import pathlib
import re
import sys
import time

from serving import Browser, Sink, Site, path_in, until
from web import check, run

NOW = int(time.time())
DAY = 24 * 3600


def populate(site):
    """Two people and two cycles, one of them not published."""
    site.sql("INSERT INTO person (id, email, name, office, created) VALUES"
             " (1, 'awa@centre.example', 'Awa Diallo', 'chargée de mission', ?),"
             " (2, 'luc@mairie.example', 'Luc Petit', 'adjoint', ?), (3, 'zoe@mairie.example', 'Zoé Roy', '', ?)",
             NOW, NOW, NOW)
    today = NOW // DAY
    site.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) VALUES"
             " (1, 'essai', 'Cycle d''essai', 'food', 's', ?, ?, 1, ?),"
             " (2, 'secret', 'Cycle à venir', 'food', 's', ?, ?, 0, ?)",
             today - 10, today + 100, NOW, today - 10, today + 100, NOW)
    site.sql("INSERT INTO role (cycle, person, role, since) VALUES (1, 1, 'facilitator', ?), (2, 1, 'facilitator', ?),"
             " (1, 2, 'expert', ?)", NOW, NOW, NOW)


def ask_link(browser, email, back="/moi"):
    page = browser.get("/connexion?retour=" + back)
    return browser.submit(page, "/connexion", email=email)


def sign_in(site, sink, email):
    browser, before = Browser(site), len(sink.mails)
    site.sql("DELETE FROM magic_link WHERE email = ?", email)  # five an hour is checked on its own
    ask_link(browser, email)
    link = path_in(sink.wait(before + 1))
    page = browser.get(link)
    assert page.status == 200 and page.says("Me connecter"), page.status
    reply = browser.submit(page, link)
    assert reply.status == 303 and reply.location.endswith("/moi"), (reply.status, reply.location)
    return browser


@check("a link signs in once, whatever opened it before")
def a_link_signs_in_once():
    browser = Browser(SITE)
    assert browser.get("/moi", follow=False).location.endswith("/connexion?retour=%2Fmoi")
    reply = ask_link(browser, "AWA@centre.example")
    assert browser.follow(reply).says("Si cette adresse est connue")
    link = path_in(SINK.wait(1))
    for _ in range(3):  # what scans mails opens them
        page = Browser(SITE).get(link)
        assert page.status == 200
    page = browser.get(link)
    first = browser.submit(page, link)
    assert first.status == 303 and first.location.endswith("/moi")
    assert browser.get("/moi").says("Mes données")
    # The same form sent again after a lost answer: the same cookie, still good.
    cookie = dict(browser.cookies)
    stale = Browser(SITE)
    assert stale.submit(page, link).status == 303
    stale.cookies.update(cookie)
    assert stale.get("/moi").status == 200
    # The link itself is used.
    other = Browser(SITE).get(link)
    assert other.status == 410 and other.says("déjà servi")
    rows = SITE.sql("SELECT token, used FROM magic_link")
    assert rows[0][0] not in link and rows[0][1]


@check("the mail: two readings, its headers, nothing of it in the log")
def what_the_mail_holds():
    mail = SINK.mails[0]
    assert mail["Subject"] == "Votre lien de connexion", mail["Subject"]
    assert mail["To"] == "Awa Diallo <awa@centre.example>", mail["To"]
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"] and mail["Date"]
    assert len(mail.get_all("MIME-Version")) == 1
    assert mail["List-Unsubscribe"] is None
    assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == ["text/plain", "text/html"]
    assert path_in(mail) in mail.get_body(("html",)).get_content()
    log = SITE.logged()
    assert "awa" not in log and path_in(mail).split("/")[-1] not in log


@check("an unknown address gets the same answer and no mail")
def an_unknown_address_gets_the_same_answer():
    known, unknown = Browser(SITE), Browser(SITE)
    a, b = ask_link(known, "zoe@mairie.example"), ask_link(unknown, "nobody@mairie.example")
    assert (a.status, a.location) == (b.status, b.location)
    SINK.wait(2)
    time.sleep(1.5)
    assert len(SINK.mails) == 2
    assert SITE.sql("SELECT count(*) FROM magic_link WHERE email LIKE 'nobody%'")[0][0] == 0


@check("wrong, expired and used links say so and offer another")
def bad_links():
    browser = Browser(SITE)
    for token in ("0" * 64, "z" * 64, "12", "%20"):
        page = browser.get("/connexion/lien/" + token)
        assert page.status == 404 and page.says("inconnu"), (token, page.status)
    link = path_in(SINK.mails[1])
    SITE.sql("UPDATE magic_link SET expires = ? WHERE email = 'zoe@mairie.example'", NOW - 1)
    page = browser.get(link)
    assert page.status == 410 and page.says("n'est plus valable") and page.says("Recevoir un autre lien")
    # Even a form that was opened in time is refused after it.
    form = browser.get("/connexion")
    key = form.fields("/connexion")["_key"]
    late = browser.post(link, {"_key": key})
    assert late.status == 410 and "login" not in browser.cookies


@check("five links an hour")
def five_links_an_hour():
    before = SITE.sql("SELECT count(*) FROM magic_link WHERE email = 'luc@mairie.example'")[0][0]
    for _ in range(8):
        assert ask_link(Browser(SITE), "luc@mairie.example").status == 303
    assert before == 0
    assert SITE.sql("SELECT count(*) FROM magic_link WHERE email = 'luc@mairie.example'")[0][0] == 5
    SINK.wait(7)
    SITE.sql("DELETE FROM magic_link WHERE email = 'luc@mairie.example'")


@check("the way back stays on the site")
def the_way_back_stays_on_the_site():
    for back in ("//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"):
        page = Browser(SITE).get("/connexion?retour=" + back.replace("\\", "%5C"))
        assert page.fields("/connexion")["back"] == "/", back


@check("a facilitator signs in")
def awa_signs_in():
    global AWA
    AWA = sign_in(SITE, SINK, "awa@centre.example")


@check("without the right: 404 when signed in, the sign-in page when not")
def rights():
    awa, luc, nobody = AWA, sign_in(SITE, SINK, "luc@mairie.example"), Browser(SITE)
    assert awa.get("/cycles/essai/equipe").status == 200
    assert awa.get("/cycles/secret/equipe").status == 200
    # Signed in without the right: as if it did not exist.
    assert luc.get("/cycles/essai/equipe").status == 404
    assert luc.get("/cycles/secret/equipe").status == 404
    assert luc.get("/cycles/jamais/equipe").status == 404
    # Not signed in: to the sign-in page, whether it exists or not, and back after.
    for slug in ("essai", "secret", "jamais"):
        reply = nobody.get(f"/cycles/{slug}/equipe", follow=False)
        assert reply.status == 303 and reply.location.endswith(f"/connexion?retour=%2Fcycles%2F{slug}%2Fequipe")
    for page in ("/demo", "/demo/connexion", "/demo/mails", "/demo/mails/1"):
        assert awa.get(page).status == 404, page


@check("passwords, and their limit for one account")
def passwords():
    luc = sign_in(SITE, SINK, "luc@mairie.example")
    page = luc.get("/moi/mot-de-passe")
    assert luc.submit(page, "/moi/mot-de-passe", password="court").status == 422
    before = len(SINK.mails)
    assert luc.submit(page, "/moi/mot-de-passe", password="cheval pile agrafe juste").status == 303
    stored = SITE.sql("SELECT password FROM person WHERE id = 2")[0][0]
    assert stored.startswith("$argon2id$")
    mail = SINK.wait(before + 1)
    assert mail["Subject"] == "Votre mot de passe a changé"

    def attempt(password, email="luc@mairie.example"):
        browser = Browser(SITE)
        page = browser.get("/connexion/mot-de-passe")
        return browser, browser.submit(page, "/connexion/mot-de-passe", email=email, password=password)

    browser, reply = attempt("cheval pile agrafe juste")
    assert reply.status == 303 and browser.get("/moi").status == 200
    wrong = attempt("autre chose entièrement")[1]
    nobody = attempt("autre chose entièrement", "nobody@mairie.example")[1]
    assert wrong.status == nobody.status == 422
    assert wrong.says("ne vont pas ensemble") and nobody.says("ne vont pas ensemble")
    assert "autre chose" not in wrong.text
    for _ in range(4):
        attempt("autre chose entièrement")
    # The right one too is refused now, for this account only, and the link still works.
    limited = attempt("cheval pile agrafe juste")[1]
    assert limited.status == 422 and limited.says("Trop d'essais"), limited.status
    assert attempt("x" * 12, "zoe@mairie.example")[1].says("ne vont pas ensemble")
    SITE.sql("UPDATE attempt SET at = at - 3600")
    assert attempt("cheval pile agrafe juste")[1].status == 303


@check("signing out, here and everywhere")
def signing_out():
    one, two = sign_in(SITE, SINK, "zoe@mairie.example"), sign_in(SITE, SINK, "zoe@mairie.example")
    held = dict(one.cookies)
    assert one.submit(one.get("/moi"), "/deconnexion").status == 303
    one.cookies.update(held)  # a copy of the cookie is worth nothing
    assert one.get("/moi", follow=False).status == 303
    three = sign_in(SITE, SINK, "zoe@mairie.example")
    assert two.submit(two.get("/moi"), "/moi/deconnexion-partout").status == 303
    assert three.get("/moi", follow=False).status == 303
    assert SITE.sql("SELECT count(*) FROM login WHERE person = 3")[0][0] == 0


@check("a login is renewed by use, and ends")
def expired_logins():
    zoe = sign_in(SITE, SINK, "zoe@mairie.example")
    SITE.sql("UPDATE login SET seen = seen - 90000, expires = expires - 90000 WHERE person = 3")
    assert zoe.get("/moi").status == 200  # a day later: renewed
    until(lambda: SITE.sql("SELECT max(expires) FROM login WHERE person = 3")[0][0] >= NOW + 30 * DAY - 60, "renewal")
    SITE.sql("UPDATE login SET expires = ? WHERE person = 3", NOW - 1)
    assert zoe.get("/moi", follow=False).status == 303


@check("the profile")
def profile():
    page = AWA.get("/moi")
    bad = AWA.submit(page, "/moi", name="")
    assert bad.status == 422
    reply = AWA.submit(page, "/moi", name="Awa <Diallo>", phone="03 21 00 00 00", lang="en")
    page = AWA.follow(reply)
    assert "Awa &lt;Diallo&gt;" in page.text and "<Diallo>" not in page.text
    assert page.says("My data"), "the language was not changed"
    AWA.submit(page, "/moi", name="Awa Diallo", lang="fr")


@check("invitations: sent, sent again, expired, accepted, used")
def invitations():
    page = AWA.get("/cycles/essai/equipe")
    action = "/cycles/essai/equipe"
    invited = {"role": "juror", "name": "Inès Morel", "email": "Ines@asso.example", "office": "directrice"}
    # The pair needs a territory, the others have none.
    assert AWA.submit(page, action, **{**invited, "role": "elected"}).status == 422
    assert AWA.submit(page, action, **{**invited, "role": "admin"}).status == 422
    before = len(SINK.mails)
    assert AWA.submit(page, action, **invited).status == 303
    mail = SINK.wait(before + 1)
    assert mail["Subject"] == "Invitation\u00a0: Cycle d'essai", mail["Subject"]
    old = path_in(mail)
    browser = Browser(SITE)
    shown = browser.get(old)
    assert shown.says("Awa Diallo vous invite") and shown.says("Jury") and shown.says("ines@asso.example")
    assert SITE.sql("SELECT count(*) FROM person WHERE email = 'ines@asso.example'")[0][0] == 0
    # Sent again: the first link no longer works.
    page = AWA.get(action)
    number = SITE.sql("SELECT id FROM invitation WHERE email = 'ines@asso.example'")[0][0]
    assert AWA.submit(page, f"{action}/invitations/{number}").status == 303
    link = path_in(SINK.wait(before + 2))
    assert browser.get(old).status == 404
    SITE.sql("UPDATE invitation SET expires = ? WHERE id = ?", NOW - 1, number)
    expired = browser.get(link)
    assert expired.status == 410 and expired.says("n'est plus valable")
    SITE.sql("UPDATE invitation SET expires = ? WHERE id = ?", NOW + DAY, number)
    reply = browser.submit(browser.get(link), link)
    assert reply.status == 303
    assert browser.get("/moi").says("Cycle d'essai")
    assert SITE.sql("SELECT role FROM role r JOIN person p ON p.id = r.person WHERE p.email = 'ines@asso.example'") == [("juror",)]
    again = Browser(SITE).get(link)
    assert again.status == 410 and again.says("déjà été acceptée")
    refused = AWA.submit(AWA.get(action), action, **invited)
    assert refused.status == 422 and refused.says("a déjà ce rôle")


@check("the team: removing, never the last facilitator, never of another cycle")
def team():
    action = "/cycles/essai/equipe"
    page = AWA.get(action)
    assert page.says("Inès Morel") and page.says("Luc Petit")
    ines = SITE.sql("SELECT id FROM person WHERE email = 'ines@asso.example'")[0][0]
    key = page.fields(f"{action}/{ines}/retrait")["_key"]
    assert AWA.post(f"{action}/{ines}/retrait", {"_key": key, "role": "juror"}).status == 303
    assert not AWA.get(action).says("Inès Morel")
    page = AWA.get(action)
    key = page.fields(f"{action}/1/retrait")["_key"]
    page = AWA.follow(AWA.post(f"{action}/1/retrait", {"_key": key, "role": "facilitator"}))
    assert page.says("garde toujours au moins une personne")
    assert SITE.sql("SELECT count(*) FROM role WHERE cycle = 1 AND role = 'facilitator'")[0][0] == 1
    # Invitations of another cycle are out of reach, whatever the address says.
    SITE.sql("INSERT INTO invitation (id, token, cycle, email, name, role, created, expires)"
             " VALUES (900, 'x', 2, 'a@b.example', 'A', 'juror', ?, ?)", NOW, NOW + DAY)
    key = AWA.get(action).fields(action)["_key"]
    assert AWA.post(f"{action}/invitations/900/suppression", {"_key": key}).status == 404
    assert SITE.sql("SELECT count(*) FROM invitation WHERE id = 900")[0][0] == 1


@check("the mails of a cycle: failed, and sent again")
def mails_of_the_cycle():
    page = AWA.get("/cycles/essai/courriels")
    assert page.status == 200 and page.says("ines@asso.example") and page.says("envoyé")
    # One that the server refuses for good is shown as failed, and can be sent again.
    SINK.refuse = "550 no such mailbox ines@asso.example"
    action = "/cycles/essai/equipe"
    AWA.submit(AWA.get(action), action, role="observer", name="Léo Gris", email="leo@asso.example", office="")
    until(lambda: AWA.get("/cycles/essai/courriels").says("échec"), "the failure")
    SINK.refuse = None
    number, problem = SITE.sql("SELECT id, problem FROM outbox WHERE recipient = 'leo@asso.example'")[0]
    assert "550" in problem and "@" not in problem
    before, path = len(SINK.mails), f"/cycles/essai/courriels/{number}"
    assert AWA.submit(AWA.get("/cycles/essai/courriels"), path).status == 303
    assert SINK.wait(before + 1)["To"] == "Léo Gris <leo@asso.example>"
    assert "leo@" not in SITE.logged()
    key = AWA.get(action).fields(action)["_key"]
    other = SITE.sql("SELECT id FROM outbox WHERE cycle IS NULL")[0][0]
    assert AWA.post(f"/cycles/essai/courriels/{other}", {"_key": key}).status == 404


@check("a mail server that is down is tried again")
def a_server_that_is_down_is_tried_again():
    SINK.refuse = "451 later"
    SITE.sql("DELETE FROM magic_link")
    ask_link(Browser(SITE), "zoe@mairie.example")
    last = "FROM outbox ORDER BY id DESC LIMIT 1"
    until(lambda: SITE.sql(f"SELECT problem {last}")[0][0], "the first try")
    tries, failed, sent, wait = SITE.sql(f"SELECT tries, failed, sent, next_try - created {last}")[0]
    assert tries == 1 and not failed and not sent and 30 < wait < 120, (tries, failed, sent, wait)
    SINK.refuse = None
    before = len(SINK.mails)
    SITE.sql("UPDATE outbox SET next_try = ? WHERE sent IS NULL AND failed IS NULL", NOW)
    SINK.wait(before + 1)
    # Eight tries, and no more.
    SINK.refuse = "451 later"
    ask_link(Browser(SITE), "zoe@mairie.example")
    until(lambda: SITE.sql(f"SELECT problem {last}")[0][0], "the first try")
    SITE.sql("UPDATE outbox SET tries = 7, next_try = ? WHERE sent IS NULL AND failed IS NULL", NOW)
    until(lambda: SITE.sql(f"SELECT failed {last}")[0][0], "the last try")
    assert SITE.sql(f"SELECT tries {last}")[0][0] == 8
    SINK.refuse = None


@check("the export")
def export_has_all():
    SITE.sql("INSERT INTO territory (id, kind, name) VALUES (1, 'commune', 'Vimy')")
    SITE.sql("INSERT INTO blocker (cycle, person, title, body, audience, created, active)"
             " VALUES (1, 2, 'Un blocage', 'Le corps', 2, ?, ?)", NOW, NOW)
    SITE.sql("INSERT INTO experience (cycle, person, title, audience, context, done, results, created, updated)"
             " VALUES (1, 2, 'Un retour', 3, 'contexte', 'fait', 'effets', ?, ?)", NOW, NOW)
    SITE.sql("INSERT INTO restitution (id, cycle, title, starts, ends, capacity, opens, created) VALUES (1, 1, 'R', ?, ?, 9, ?, ?)",
             NOW, NOW, NOW, NOW)
    SITE.sql("INSERT INTO registration (restitution, name, email, state, token, at, changed)"
             " VALUES (1, 'Luc Petit', 'luc@mairie.example', 'registered', 't', ?, ?)", NOW, NOW)
    luc = sign_in(SITE, SINK, "luc@mairie.example")
    reply = luc.get("/moi/donnees.json")
    assert "attachment" in reply.headers["Content-Disposition"]
    data = json.loads(reply.body)
    assert data["profile"][0]["email"] == "luc@mairie.example"
    assert data["roles"][0]["role"] == "expert" and data["roles"][0]["since"].endswith("Z")
    assert data["blockers"][0]["title"] == "Un blocage" and data["experiences"][0]["context"] == "contexte"
    assert data["registrations"][0]["state"] == "registered" and data["browsers"] and data["mails"]
    assert "password" not in json.dumps(data["profile"]) and "token" not in reply.text


@check("erasure")
def erasure():
    # Refused in words while they are the last facilitator of a running cycle.
    page = AWA.get("/moi/effacement")
    assert AWA.submit(page, "/moi/effacement").status == 422
    refused = AWA.submit(page, "/moi/effacement", sure="1")
    assert refused.status == 422 and refused.says("seule personne à animer"), refused.status
    luc = sign_in(SITE, SINK, "luc@mairie.example")
    cookies = dict(luc.cookies)
    assert luc.submit(luc.get("/moi/effacement"), "/moi/effacement", sure="1").status == 303
    luc.cookies.update(cookies)
    assert luc.get("/moi", follow=False).status == 303
    row = SITE.sql("SELECT email, name, office, phone, password, calendar, erased FROM person WHERE id = 2")[0]
    assert row[:6] == (None, "Personne effacée", "", "", None, None) and row[6]
    for table, column in (("outbox", "recipient"), ("magic_link", "email"), ("registration", "email"), ("invitation", "email")):
        assert SITE.sql(f"SELECT count(*) FROM {table} WHERE {column} = 'luc@mairie.example'")[0][0] == 0, table
    assert SITE.sql("SELECT name FROM registration")[0][0] == "Personne effacée"
    assert SITE.sql("SELECT count(*) FROM role WHERE person = 2")[0][0] == 0
    assert SITE.sql("SELECT person FROM blocker WHERE title = 'Un blocage'")[0][0] == 2
    for row in SITE.sql("SELECT plain, html, subject, recipient_name FROM outbox"):
        assert "Luc" not in "".join(map(str, row))
    # The address is free again.
    SITE.sql("INSERT INTO person (email, name, created) VALUES ('luc@mairie.example', 'Un autre Luc', ?)", NOW)


@check("a digest can be stopped from the mail, by a person or by their mail program")
def unsubscribing():
    secret = bytes.fromhex(SITE.sql("SELECT value FROM setting WHERE name = 'secret'")[0][0])
    words = b"unsubscribe\0" + (3).to_bytes(8, "little")
    proof = hashlib.blake2b(words, digest_size=16, key=secret).hexdigest()
    path, before = f"/desabonnement/3/{proof}", len(SINK.mails)
    SITE.sql("INSERT INTO outbox (key, kind, recipient, subject, plain, html, calendar, created, next_try) VALUES"
             " ('d', 'digest', 'zoe@mairie.example', 'Cette semaine', 'p', 'h', 'BEGIN:VCALENDAR', ?, ?)", NOW, NOW)
    mail = SINK.wait(before + 1)
    assert mail["List-Unsubscribe"].endswith(path + ">") and mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    types = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar"], types
    digest = "SELECT digest FROM person WHERE id = 3"
    nobody = Browser(SITE)
    page = nobody.get(path)
    assert page.status == 200 and SITE.sql(digest)[0][0] == 1, "opening is not stopping"
    for wrong in (f"/desabonnement/3/{'0' * 32}", f"/desabonnement/1/{proof}", "/desabonnement/3/x"):
        assert nobody.get(wrong).status == 404 and nobody.post(wrong, {}).status == 404, wrong
    assert SITE.sql("SELECT sum(digest) FROM person WHERE id IN (1, 3)")[0][0] == 2
    assert nobody.post(path, {"List-Unsubscribe": "One-Click"}).status == 200
    assert SITE.sql(digest)[0][0] == 0


@check("the private calendar: address made once, and cut off")
def calendar_address():
    page = AWA.submit(AWA.get("/moi"), "/moi/calendrier")
    address = re.search(r"/calendrier/([0-9a-f]{64})", page.text)
    assert page.status == 200 and address
    stored = SITE.sql("SELECT calendar FROM person WHERE id = 1")[0][0]
    assert stored and stored != address[1]
    assert AWA.submit(AWA.get("/moi"), "/moi/calendrier/suppression").status == 303
    assert SITE.sql("SELECT calendar FROM person WHERE id = 1")[0][0] is None


@check("territories: suggestions and page")
def territories():
    nobody = Browser(SITE)
    found = json.loads(nobody.get("/territoires?q=annoeullin", Accept="application/json").body)
    assert found[0]["value"] == "59011" and found[0]["label"] == "Annœullin"
    assert re.fullmatch("Nord · 10.\\d{3} habitants", found[0]["detail"]), found[0]["detail"]
    assert len(json.loads(nobody.get("/territoires?q=sa", Accept="application/json").body)) <= 12
    assert json.loads(nobody.get("/territoires?q=", Accept="application/json").body) == []
    only = json.loads(nobody.get("/territoires?kind=epci&q=dunkerque", Accept="application/json").body)
    assert [t["label"] for t in only] == ["CU de Dunkerque"]
    page = nobody.get("/territoires?q=dunkerque")
    assert page.status == 200 and page.says("Dunkerque") and page.says("59183")
    assert nobody.get("/territoires?q=%3Cscript%3E").text.find("<script>") == -1


@check("every table that knows people is in the export")
def every_table_with_people_is_exported():
    # A column that refers to a person, or holds an address, stands in people/export.c.
    root = pathlib.Path(__file__).resolve().parents[2]
    code = (root / "src/people/export.c").read_text()
    # Keys and links to a stay on their own, not about anyone's doings.
    aside = {"attempt", "person", "call", "choice", "answer"}
    for path in sorted(root.glob("migrations/*.sql")):
        for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", path.read_text(), re.S):
            about = re.search(r"REFERENCES person|^\s*(email|recipient) text", body, re.M)
            if about and name not in aside:
                assert re.search(rf"(FROM|JOIN) {name}\b", code), f"{path.name}: {name} is not exported"


with Sink() as SINK, Site(sys.argv[1], smtp=f"smtp://127.0.0.1:{SINK.port}", centre="Centre d'essai") as SITE:
    populate(SITE)
    failed = run()
sys.exit(failed)
