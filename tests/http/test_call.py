#!/usr/bin/env python3
"""The call over HTTP: a facilitator writes and publishes it; a stranger makes an account, starts an
application and invites the other half; both write, one submits; and what is refused on the way."""
import hashlib
import json
import re
import secrets
import sys
import time

from serving import Browser, Site
from web import check, run

NOW = int(time.time())
DAY = 24 * 3600
CALL = "/cycles/essai/appel"
QUESTIONS = (("Votre projet en une phrase", "short", "40", ""), ("Le projet", "long", "200", ""),
             ("Où en êtes-vous ?", "choice", "", "Nous débutons\r\nUne pratique régulière"),
             ("Combien d'habitants ?", "number", "1000", ""), ("Un document", "file", "", ""))


def populate():
    today = NOW // DAY
    SITE.sql("INSERT INTO person (id, email, name, office, created) VALUES"
             " (1, 'yasmina@centre.example', 'Yasmina Carlier', 'animatrice', ?),"
             " (2, 'odile@reseau.example', 'Odile Marescaux', 'jurée', ?)", NOW, NOW)
    SITE.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created) VALUES"
             " (1, 'essai', 'Cycle d''essai', 'food', 's', ?, ?, 1, ?)", today + 60, today + 300, NOW)
    SITE.sql("INSERT INTO role (cycle, person, role, since) VALUES (1, 1, 'facilitator', ?), (1, 2, 'juror', ?)", NOW, NOW)


def browser_of(person):
    """Signed in, without the round trip of a mail."""
    browser, token = Browser(SITE), secrets.token_hex(32)
    hashed = hashlib.blake2b(token.encode(), digest_size=32).hexdigest()
    now = int(time.time())
    SITE.sql("INSERT INTO login (token, person, created, seen, expires) VALUES (?, ?, ?, ?, ?)",
             hashed, person, now, now, now + DAY)
    browser.cookies["login"] = token
    return browser


def mailed(kind, recipient):
    """The last mail of that kind, as plain text."""
    rows = SITE.sql("SELECT plain FROM outbox WHERE kind = ? AND recipient = ? ORDER BY id DESC LIMIT 1", kind, recipient)
    assert rows, f"no mail {kind} to {recipient}"
    return rows[0][0]


def link_in(plain):
    return re.search(r"https?://[^/\s]+(/(?:connexion/lien|binome)/\S+)", plain)[1]


def dates(opens, closes):
    SITE.sql("UPDATE call SET opens = ?, closes = ?", opens, closes)


def stranger(address):
    """Makes an account on the way to the call."""
    browser = Browser(SITE)
    page = browser.get(CALL + "/candidater")
    browser.submit(page, "/connexion", email=address)
    link = link_in(mailed("sign-in", address))
    reply = browser.submit(browser.get(link), link)
    assert reply.status == 303 and reply.location.endswith(CALL + "/candidater"), (reply.status, reply.location)
    return browser


def start(browser, name="Vimy", code="62861", **fields):
    page = browser.get(CALL + "/candidater")
    return browser.submit(page, CALL + "/candidater", **{"kind": "commune", "territory": name, "territory_code": code,
                          "side": "elected", "my_name": "Nathalie Thuillier", "my_office": "adjointe", **fields})


@check("a facilitator writes the call, its questions, and publishes it")
def write_the_call():
    ours, visitor = browser_of(1), Browser(SITE)
    assert visitor.get(CALL).says("n'est pas encore publié")
    assert visitor.get(CALL + "/modifier").says("Se connecter")
    assert browser_of(2).get(CALL + "/modifier").status == 404
    page = ours.get(CALL + "/modifier")
    typed = {"title": "Vers des territoires participatifs", "summary": "Un appel.", "who": "Les communes.", "body": "## Le fond",
             "opens": "2020-12-10T09:00", "closes": "2020-12-01T09:00", "commune": "10", "pnr": "1",
             "contact_email": "yasmina@centre.example"}
    wrong = ours.submit(page, CALL + "/modifier", **typed)
    assert wrong.status == 422 and wrong.says("La clôture doit suivre l'ouverture") and wrong.says("Un appel.")
    wrong = ours.submit(page, CALL + "/modifier", **{**typed, "closes": "31/02/2030 12:00"})
    assert wrong.status == 422 and wrong.says("une date et une heure")
    good = ours.submit(wrong, CALL + "/modifier", **{**typed, "closes": "2030-03-12T23:59"})
    assert good.status == 303
    # Nothing to answer yet: it cannot be published.
    page = ours.get(CALL)
    assert page.says("n'est pas publié")
    refused = ours.submit(page, CALL + "/publication", published="1")
    assert refused.status == 422 and refused.says("aucune question")
    new = CALL + "/questions/nouvelle"
    for label, kind, most, choices in QUESTIONS:
        fields = {"label": label, "kind": kind, "most": most, "choices": choices}
        page = ours.get(new)
        if kind == "file":
            page.fields(new)
            form = {**page.fields(new), **fields}
            form.pop("required", None)
            assert ours.post(new, form).status == 303
        else:
            assert ours.submit(page, new, **fields).status == 303
    listed = ours.get(CALL + "/questions")
    assert listed.text.index("en une phrase") < listed.text.index("Un document")
    assert ours.submit(listed, CALL + "/questions/2/place", up="1").status == 303
    assert ours.get(CALL + "/questions").text.index("Le projet") < ours.get(CALL + "/questions").text.index("en une phrase")
    assert ours.submit(ours.get(CALL), CALL + "/publication", published="1").status == 303
    assert ours.get(CALL + "/apercu").says("Combien d'habitants ?")


@check("the public page says when, who and what, and follows the clock")
def the_public_page():
    visitor = Browser(SITE)
    page = visitor.get(CALL)
    assert page.says("jusqu'au") and page.says("23 h 59") and page.says("Candidater") and page.says("Nous débutons")
    assert page.says("yasmina@centre.example") and not page.says("Modifier l'appel")
    dates(NOW + DAY, NOW + 2 * DAY)
    assert visitor.get(CALL).says("Ouverture le")
    dates(NOW - 2 * DAY, NOW - DAY)
    page = visitor.get(CALL)
    assert page.says("Clos le") and not page.says("Candidater")
    # Closed: a stranger gets no account on the way.
    asked = visitor.get(CALL + "/candidater")
    assert not asked.says("Première visite")
    visitor.submit(asked, "/connexion", email="inconnue@vimy.example")
    assert not SITE.sql("SELECT 1 FROM outbox WHERE recipient = 'inconnue@vimy.example'")
    dates(NOW - DAY, NOW + DAY)


@check("a stranger signs in and starts; one application a territory")
def starting():
    browser = stranger("nathalie@vimy.example")
    PAIR["elected"] = browser
    assert browser.get(CALL + "/candidater").fields(CALL + "/candidater")["my_name"] == ""
    wrong = start(browser, "Aucun lieu de ce nom", "")
    assert wrong.status == 422 and wrong.says("Aucun territoire de cette sorte")
    wrong = start(browser, side="maire")
    assert wrong.status == 422 and wrong.says("Choisissez")
    wrong = start(browser, kind="epci")  # an EPCI has no seat
    assert wrong.status == 422
    made = start(browser)
    assert made.status == 303, made.text
    PAIR["path"] = made.location
    assert start(browser).location == made.location
    assert browser.get(CALL).says("Nathalie Thuillier")  # no longer only an address
    other = stranger("autre@lens.example")
    wrong = start(other)
    assert wrong.status == 422 and wrong.says("déjà commencée")
    assert other.get(made.location).status == 404
    # The facilitator knows that it exists, and no more.
    ours = browser_of(1)
    listed = ours.get(CALL + "/candidatures")
    assert listed.says("Vimy") and listed.says("à inviter")
    assert ours.get(made.location).status == 404 and browser_of(2).get(made.location).status == 404


@check("a name typed without suggestions is looked up, and chosen among those who share it")
def looked_up():
    browser = stranger("maire@ailleurs.example")
    several = start(browser, "Saint-Martin", "")
    assert several.status in (200, 422) and several.says("Lequel est le vôtre ?")
    code = re.search(r'value="(\d{5})"', several.text)[1]
    assert browser.submit(several, CALL + "/candidater", territory_code=code).status == 303
    assert start(browser, "Parc naturel régional de l'Avesnois", "", kind="pnr").status == 303


@check("the draft: saved by itself and by the button, the key is not used up")
def drafting():
    browser, path = PAIR["elected"], PAIR["path"]
    page = browser.get(path)
    assert 'data-draft="%s/brouillon"' % path in page.text
    form = page.fields(path)
    names = {re.search(r"^q(\d+)$", n)[1]: n for n in form if re.match(r"q\d+$", n)}
    PAIR["q"] = q = {"title": names["1"], "project": names["2"], "number": names["4"], "choice": "q3"}
    form.update({q["title"]: "La Dame Blanche", "stray": "x"})
    saved = browser.post(path + "/brouillon", form)
    answer = json.loads(saved.text)
    assert saved.status == 200 and answer["ok"] and answer["version"] == 2, saved.text
    form.update({"version": answer["version"], q["project"]: "Un lieu\r\npour se parler", q["number"]: "1 000"})
    answer = json.loads(browser.post(path + "/brouillon", form).text)
    assert answer["version"] == 3
    form.update({"version": 3, q["choice"]: "Nous débutons"})
    assert browser.post(path, form).status == 303
    assert browser.post(path, form).status == 303  # sent twice
    page = browser.get(path)
    assert page.fields(path)[q["title"]] == "La Dame Blanche" and page.fields(path)[q["number"]] == "1000"
    assert page.fields(path)["version"] == "4", page.fields(path)["version"]


@check("bad input: over-long, not a number, not a choice, not UTF-8, no key")
def bad_input():
    browser, path, q = PAIR["elected"], PAIR["path"], PAIR["q"]
    page = browser.get(path)
    for name, value in ((q["title"], "x" * 41), (q["number"], "douze"), (q["number"], "1001"), (q["choice"], "Une autre")):
        wrong = browser.submit(page, path, **{name: value})
        assert wrong.status == 422, (name, wrong.status)
        assert value in wrong.text or name == q["choice"]  # what was typed is still there
        assert browser.post(path + "/brouillon", {**page.fields(path), name: value}).status == 422
    bad = {**page.fields(path), q["title"]: b"\xff\xfe"}
    assert browser.post(path, bad).status == 400
    keyless = {k: v for k, v in page.fields(path).items() if k != "_key"}
    assert browser.post(path, keyless).status == 403
    assert browser.get(path).fields(path)["version"] == "4"


@check("two browsers on one draft: the second is told, sees both versions and loses nothing")
def two_browsers():
    path, q = PAIR["path"], PAIR["q"]
    one = PAIR["elected"]
    two = Browser(SITE)
    two.cookies.update(one.cookies)
    first, second = one.get(path), two.get(path)
    assert one.submit(first, path, **{q["project"]: "Écrit dans la première fenêtre"}).status == 303
    auto = two.post(path + "/brouillon", {**second.fields(path), q["project"]: "Écrit dans la seconde"})
    assert auto.status == 409 and not json.loads(auto.text)["ok"]
    told = two.submit(second, path, **{q["project"]: "Écrit dans la seconde", q["number"]: ""})
    assert told.status == 409 and told.says("Deux versions") and "data-draft" not in told.text
    assert told.says("Écrit dans la première fenêtre") and told.says("Écrit dans la seconde")
    assert one.get(path).says("Écrit dans la première fenêtre")
    assert told.fields(path)[q["number"]] == "1000"  # left empty here, kept from there
    assert two.submit(told, path).status == 303
    assert one.get(path).says("Écrit dans la seconde")


@check("the other half: not one's own address, links replaced, used and unknown")
def the_other_half():
    browser, path = PAIR["elected"], PAIR["path"]
    invite = path + "/binome"
    page = browser.get(invite)
    typed = {"name": "Bruno Delattre", "office": "directeur"}
    assert browser.submit(page, invite, email="pas une adresse", **typed).says("adresse complète")
    wrong = browser.submit(page, invite, email="NATHALIE@vimy.example", **typed)
    assert wrong.status == 422 and wrong.says("votre propre adresse")
    assert browser.submit(page, invite, email="brunot@vimy.example", **typed).status == 303
    mistaken = link_in(mailed("pair", "brunot@vimy.example"))
    assert browser.submit(browser.get(invite), invite, email="bruno@vimy.example", **typed).status == 303
    link = link_in(mailed("pair", "bruno@vimy.example"))
    gone = Browser(SITE).get(mistaken)
    assert gone.status == 404 and gone.says("dernier courriel")
    assert Browser(SITE).get("/binome/" + "0" * 64).status == 404 and Browser(SITE).get("/binome/x").status == 404
    # Until then nothing can be submitted, and the page says what is missing.
    page = browser.get(path + "/depot")
    assert page.says("la confirmation de Bruno Delattre")
    bruno = Browser(SITE)
    page = bruno.get(link)
    assert page.status == 200 and page.says("Nathalie Thuillier") and page.says("Vimy")
    assert not SITE.sql("SELECT 1 FROM applicant WHERE side = 'staff' AND confirmed IS NOT NULL")
    reply = bruno.submit(page, link)
    assert reply.status == 303 and reply.location.endswith(path)
    assert bruno.follow(reply).says("a confirmé")
    again = Browser(SITE).get(link)
    assert again.status == 410 and again.says("déjà confirmé")
    stale = Browser(SITE)
    assert stale.post(link, stale.get("/connexion").fields("/connexion")).status == 410 and "login" not in stale.cookies
    PAIR["staff"] = bruno


@check("five invitations a quarter of an hour for an application, whatever the addresses")
def many_invitations():
    # A territory of its own, whose application is taken away again.
    browser = stranger("simon@ailleurs.example")
    reply = start(browser, name="Ronchin", code="59507")
    invite = reply.location + "/binome"
    answers = [browser.submit(browser.get(invite), invite, email=f"n{i}@x.example", name="N", office="o") for i in range(6)]
    assert [answer.status for answer in answers] == [303] * 5 + [422] and answers[5].says("quart d'heure")
    assert len(SITE.sql("SELECT 1 FROM outbox WHERE recipient LIKE 'n%@x.example'")) == 5
    number = int(reply.location.rsplit("/", 1)[1])
    SITE.sql("DELETE FROM applicant WHERE application = ?", number)
    SITE.sql("DELETE FROM application WHERE id = ?", number)


@check("files: joined on their page, read by the pair alone, taken away")
def files():
    bruno, path = PAIR["staff"], PAIR["path"]
    page = bruno.get(path + "/pieces/5")
    nothing = bruno.upload(path + "/pieces/5", page.fields(path + "/pieces/5").items(), [])
    assert nothing.status == 422 and nothing.says("Joignez un fichier")
    program = bruno.upload(path + "/pieces/5", page.fields(path + "/pieces/5").items(), [("file", "x.exe", b"MZ")])
    assert program.status == 422
    fields = page.fields(path + "/pieces/5")
    assert bruno.upload(path + "/pieces/5", fields.items(), [("file", "charte.txt", b"Notre charte")]).status == 303
    page = bruno.get(path)
    href = re.search(r'href="(%s/fichiers/\d+)"' % path, page.text)[1]
    assert bruno.get(href).body == b"Notre charte" and PAIR["elected"].get(href).status == 200
    for who in (browser_of(1), browser_of(2), stranger("curieux@lens.example")):
        assert who.get(href).status == 404
    assert Browser(SITE).get(href, follow=False).status == 303
    PAIR["file"] = href
    assert bruno.get(path + "/pieces/1").status == 404  # not a question for a file


@check("submitting: what is missing, the recap, once, the receipt and its mails")
def submitting():
    bruno, path, q = PAIR["staff"], PAIR["path"], PAIR["q"]
    assert bruno.submit(bruno.get(path), path, **{q["title"]: ""}).status == 303
    page = bruno.get(path + "/depot")
    assert page.says("Votre projet en une phrase") and page.says("Compléter")
    page = bruno.get(path)
    to_submit = bruno.submit(page, path, **{q["title"]: "La Dame Blanche", "then": "depot"})
    assert to_submit.status == 303 and to_submit.location.endswith("/depot")
    recap = bruno.get(path + "/depot")
    assert recap.says("La Dame Blanche") and recap.says("charte.txt")
    # Changed after it was read: it must be read again.
    other = PAIR["elected"]
    assert other.submit(other.get(path), path, **{q["title"]: "La Dame Noire"}).status == 303
    stale = bruno.submit(recap, path + "/depot", version=version(recap))
    assert stale.status == 409 and stale.says("relisez-la") and stale.says("La Dame Noire")
    done = bruno.post(path + "/depot", {**stale.fields(path + "/depot"), "version": version(stale)})
    assert done.status == 303 and done.location.endswith("/recepisse")
    twice = other.post(path + "/depot", {**other.get(CALL + "/candidater").fields(CALL + "/candidater"), "version": "1"})
    assert twice.status == 303
    receipt = bruno.follow(done)
    number = re.search(r"\d{4}-0001", receipt.text)[0]
    assert receipt.says("Récépissé") and receipt.says("La Dame Noire")
    for address in ("nathalie@vimy.example", "bruno@vimy.example"):
        plain = mailed("receipt", address)
        assert number in plain and "Vimy" in plain
    assert len(SITE.sql("SELECT 1 FROM outbox WHERE kind = 'receipt'")) == 2
    # It no longer changes; the facilitator and the jury may read it now, a juror who stepped aside may not.
    assert other.post(path, {**other.get(CALL + "/candidater").fields(CALL + "/candidater"), q["title"]: "x", "version": "9"}).status == 422
    assert browser_of(1).get(path).says("La Dame Noire")
    assert browser_of(2).get(path).says("La Dame Noire") and browser_of(2).get(PAIR["file"]).status == 200
    SITE.sql("INSERT INTO recusal (application, juror, reason, at) VALUES (1, 2, 'voisine', ?)", NOW)
    assert browser_of(2).get(path).status == 404 and browser_of(2).get(PAIR["file"]).status == 404


def version(page):
    return re.search(r'name="version" value="(\d+)"', page.text)[1]


@check("the deadline, to the second: what arrives after is refused, whatever page was open")
def the_deadline():
    late = stranger("tard@lens.example")
    assert start(late, "Lens", "62498").status == 303
    path = SITE.sql("SELECT '/candidatures/' || max(id) FROM application")[0][0]
    page = late.get(path)
    invitation = late.get(path + "/binome")
    dates(NOW - DAY, int(time.time()) + 1)
    assert late.submit(page, path, **{PAIR["q"]["title"]: "Juste à temps"}).status == 303
    time.sleep(2.1)
    refused = late.submit(page, path, **{PAIR["q"]["title"]: "Trop tard"})
    assert refused.status == 422 and refused.says("clos depuis"), refused.status
    assert late.submit(invitation, path + "/binome", name="X", email="x@lens.example", office="y").status in (303, 422)
    assert not SITE.sql("SELECT 1 FROM outbox WHERE recipient = 'x@lens.example'")
    assert late.post(path + "/depot", {**page.fields(path), "version": "2"}).status == 422
    shown = late.get(path)
    assert shown.says("n'a pas été déposée") and shown.says("Juste à temps") and not shown.says("Trop tard")
    assert late.get(CALL + "/candidater").says("clos")


PAIR = {}
with Site(sys.argv[1], centre="Centre de ressources") as SITE:
    populate()
    failed = run()
sys.exit(failed)
