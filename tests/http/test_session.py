#!/usr/bin/env python3
"""Working days over HTTP: who sees what, the facilitator's forms and their refusals, attendance at
the door and by hand, minutes written by two, and calendars read by a reader of our own."""
import datetime
import hashlib
import re
import sys
import time
import urllib.parse

from serving import Browser, Site
from web import check, run

NOW = int(time.time())
DAY = 24 * 3600
EPOCH = datetime.date(1970, 1, 1)
FEED = "f" * 64
PEOPLE = {1: ("awa", "Awa Diallo", "animatrice"), 2: ("luc", "Luc Petit", "adjoint"), 3: ("zoe", "Zoé Roy", "cheffe de projet"),
          4: ("ida", "Ida Blanc", "maire"), 5: ("eve", "Ève Noir", "sociologue"), 6: ("jo", "Jo Vert", ""), 7: ("guy", "Guy Gris", ""),
          8: ("ana", "Ana Brun", "animatrice")}
ROOT = "/cycles/essai/seances"


def last_sunday(year, month):
    day = datetime.date(year, month, 31)
    return day - datetime.timedelta(days=(day.weekday() + 1) % 7)


def paris_hours(day):
    """Ahead of UTC, by day: the clocks change at night."""
    return 2 if last_sunday(day.year, 3) <= day < last_sunday(day.year, 10) else 1


UTC = datetime.datetime.now(datetime.timezone.utc)
TODAY = (UTC + datetime.timedelta(hours=paris_hours(UTC.date()))).date()


def hashed(token):
    return hashlib.blake2b(token.encode(), digest_size=32).hexdigest()


def populate(site):
    """1 and 8 facilitate; 2 and 3 are the pair of Vimy, 4 of Corbie; 5 is an expert, 6 a juror, 7 nobody here."""
    today = (TODAY - EPOCH).days
    for person, (word, name, office) in PEOPLE.items():
        site.sql("INSERT INTO person (id, email, name, office, created) VALUES (?, ?, ?, ?, ?)",
                 person, f"{word}@x.example", name, office, NOW)
        site.sql("INSERT INTO login (token, person, created, seen, expires) VALUES (?, ?, ?, ?, ?)",
                 hashed(str(person) * 64), person, NOW, NOW, NOW + DAY)
    for cycle, slug, published in ((1, "essai", 1), (2, "autre", 1), (3, "secret", 0)):
        site.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created)"
                 " VALUES (?, ?, ?, 'food', 's', ?, ?, ?, ?)", cycle, slug, f"Cycle {slug}", today - 400, today + 500, published, NOW)
    site.sql("INSERT INTO territory (id, kind, name) VALUES (1, 'commune', 'Vimy'), (2, 'commune', 'Corbie')")
    site.sql("INSERT INTO member (id, cycle, territory, joined) VALUES (1, 1, 1, 1), (2, 1, 2, 1)")
    for cycle, person, role, member in ((1, 1, "facilitator", None), (1, 8, "facilitator", None), (2, 1, "facilitator", None),
                                        (3, 1, "facilitator", None), (1, 2, "elected", 1), (1, 3, "staff", 1),
                                        (1, 4, "elected", 2), (1, 5, "expert", None), (1, 6, "juror", None), (3, 2, "staff", None)):
        site.sql("INSERT INTO role (cycle, person, role, member, since) VALUES (?, ?, ?, ?, 1)", cycle, person, role, member)
    site.sql("UPDATE person SET calendar = ? WHERE id = 2", hashed(FEED))


def signed_in(person=None):
    browser = Browser(SITE)
    if person:
        browser.cookies["login"] = str(person) * 64
    return browser


def day_fields(**more):
    return {"title": "Coopérer, d'abord", "day": TODAY.isoformat(), "starts": "00:00", "ends": "23:59",
            "place": "La Fabrique", "address": "12 rue des Passerelles", "summary": "Faire connaissance.",
            "access": "Venez **en train**.", **more}


def make_day(cycle="essai", **more):
    """A session made through the form, by its facilitator; its number."""
    awa, action = signed_in(1), f"/cycles/{cycle}/seances/nouvelle"
    reply = awa.submit(awa.get(action), action, **day_fields(**more))
    assert reply.status == 303, reply.text
    return int(reply.location.rsplit("/", 1)[1])


def add_item(session, starts, ends, title="Un temps", kind="talk"):
    awa, action = signed_in(1), f"{ROOT}/{session}/programme"
    return awa.submit(awa.get(action), action, starts=starts, ends=ends, title=title, kind=kind, speaker="Maëlle", office="", abstract="")


def write_minutes(session, words, browser=None):
    browser = browser or signed_in(1)
    action = f"{ROOT}/{session}/compte-rendu"
    return browser.submit(browser.get(action), action, minutes=words)


def publish(session, audience):
    awa, page = signed_in(1), f"{ROOT}/{session}/compte-rendu"
    reply = awa.submit(awa.get(page), page + "/publication", audience=str(audience))
    assert reply.status == 303, reply.status


def add_takeaway(person, session, words):
    browser, action = signed_in(person), f"{ROOT}/{session}/enseignements"
    return browser.submit(browser.get(f"{ROOT}/{session}"), action, text=words)


# Calendars, by the text of RFC 5545 and nothing of the program's.

def unfolded(body):
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    lines = body[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, line
        line.decode()  # no character is cut by a fold
    joined = []
    for line in lines:
        if line.startswith(b" "):
            joined[-1] += line[1:]
        else:
            joined.append(line)
    return [line.decode() for line in joined]


def unescaped(value):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def calendar(page):
    """The events of an answer, each as a dictionary; the calendar is checked on the way."""
    assert page.status == 200 and page.headers["Content-Type"].startswith("text/calendar"), page.status
    lines = [line.split(":", 1) for line in unfolded(page.body)]
    assert lines[0] == ["BEGIN", "VCALENDAR"] and lines[-1] == ["END", "VCALENDAR"]
    events, event, top = [], None, {}
    for name, value in lines[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            assert event is None
            event = {}
        elif (name, value) == ("END", "VEVENT"):
            events.append(event)
            event = None
        else:
            into = top if event is None else event
            assert name not in into, name
            into[name] = unescaped(value)
    assert top["VERSION"] == "2.0" and top["PRODID"] and top["METHOD"] == "PUBLISH", top
    for e in events:
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"):
            assert e[name], name
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            assert re.fullmatch(r"\d{8}T\d{6}Z", e[name]), e[name]
        assert e["DTSTART"] < e["DTEND"]
        assert "ATTENDEE" not in e and "ORGANIZER" not in e
    assert len({e["UID"] for e in events}) == len(events)
    return events


def utc_of_paris(day, clock):
    at = datetime.datetime.combine(day, datetime.time.fromisoformat(clock)) - datetime.timedelta(hours=paris_hours(day))
    return at.strftime("%Y%m%dT%H%M%SZ")


@check("the list is empty with a way on, then in order with the next one in front")
def the_list():
    assert Browser(SITE).get(ROOT).says("Les dates ne sont pas encore fixées")
    awa = signed_in(1)
    assert awa.get(ROOT).says("Aucune journée n'est encore fixée")
    later = make_day(title="Plus tard", day=(TODAY + datetime.timedelta(days=40)).isoformat())
    before = make_day(title="Avant", day=(TODAY - datetime.timedelta(days=40)).isoformat())
    now = make_day(title="Aujourd'hui")
    text = Browser(SITE).get(ROOT).text
    order = [int(n) for n in re.findall(rf'<h2[^>]*><a href="{ROOT}/(\d+)"', text)]
    assert order == [now, before, now, later], order


@check("the public reads date, place and programme; the cohort more; others get a 404")
def who_sees_what():
    id = make_day()
    assert add_item(id, "09:00", "10:00", "Trois postures").status == 303
    awa = signed_in(1)
    upload = awa.get(f"{ROOT}/{id}/documents").fields(f"{ROOT}/{id}/documents")
    reply = awa.upload(f"{ROOT}/{id}/documents", [("_key", upload["_key"]), ("title", "La grille")],
                       [("file", "grille.csv", b"a;b\n1;2\n")])
    assert reply.status == 303, reply.text
    file = SITE.sql("SELECT file FROM document WHERE session = ?", id)[0][0]
    add_takeaway(5, id, "Écouter avant de proposer.")
    write_minutes(id, "## Secret de travail")
    page = Browser(SITE).get(f"{ROOT}/{id}")
    assert page.says("Trois postures") and page.says("La Fabrique") and page.says("Faire connaissance")
    for hidden in ("12 rue des Passerelles", "en train", "La grille", "Écouter avant", "Ève Noir", "Secret de travail"):
        assert not page.says(hidden), hidden
        if hidden != "Secret de travail":
            assert signed_in(2).get(f"{ROOT}/{id}").says(hidden), hidden
        assert not signed_in(7).get(f"{ROOT}/{id}").says(hidden)
        assert not signed_in(6).get(f"{ROOT}/{id}").says(hidden)
    document = f"{ROOT}/{id}/documents/{file}"
    assert signed_in(3).get(document).body == b"a;b\n1;2\n"
    assert "attachment" in signed_in(3).get(document).headers["Content-Disposition"]
    assert signed_in(7).get(document).status == 404 and signed_in(6).get(document).status == 404
    assert "/connexion" in Browser(SITE).get(document, follow=False).location
    for tool in ("/modifier", "/programme", "/documents", "/compte-rendu", "/emargement", "/emargement/feuille",
                 "/emargement/affiche", "/suppression", "/compte-rendu/1"):
        assert awa.get(f"{ROOT}/{id}{tool}").status == 200, tool
        for person in (2, 5, 6, 7):
            assert signed_in(person).get(f"{ROOT}/{id}{tool}").status == 404, (tool, person)


@check("a session, an item, a document or a takeaway of elsewhere is a 404")
def ids_of_elsewhere():
    mine, other = make_day(), make_day(cycle="autre")
    awa = signed_in(1)
    assert add_item(mine, "09:00", "10:00").status == 303
    item = SITE.sql("SELECT max(id) FROM agenda_item")[0][0]
    add_takeaway(2, mine, "Une phrase.")
    takeaway = SITE.sql("SELECT max(id) FROM takeaway")[0][0]
    for path in ("", "/modifier", "/programme", "/documents", "/compte-rendu", "/emargement", "/emargement/feuille",
                 "/emargement/affiche", "/seance.ics", "/suppression"):
        assert awa.get(f"{ROOT}/{other}{path}").status == 404, path
        assert awa.get(f"/cycles/autre/seances/{mine}{path}").status == 404, path
    assert awa.get(f"/cycles/autre/seances/{other}/programme/{item}").status == 404
    assert awa.get(f"/cycles/autre/seances/{other}/enseignements/{takeaway}").status == 404
    key = awa.get(f"{ROOT}/{mine}/programme/{item}").fields(f"{ROOT}/{mine}/programme/{item}")
    for path in (f"programme/{item}", f"programme/{item}/suppression", f"enseignements/{takeaway}",
                 f"enseignements/{takeaway}/suppression"):
        assert awa.post(f"/cycles/autre/seances/{other}/{path}", key).status == 404, path
    assert SITE.sql("SELECT count(*) FROM agenda_item WHERE id = ?", item)[0][0] == 1
    assert signed_in(2).get("/cycles/secret/seances").status == 404  # not published


@check("the form of a session says by the field what is wrong, and keeps what was typed")
def wrong_sessions():
    awa, action = signed_in(1), f"{ROOT}/nouvelle"
    for wrong, words in (({"title": ""}, ""), ({"day": "1999-01-01"}, "avant le début du cycle"),
                         ({"day": "2099-01-01"}, "après la fin du cycle"), ({"starts": "17:00", "ends": "09:00"}, "finir après son début"),
                         ({"starts": "25:61"}, ""), ({"day": "31/02/2021"}, "")):
        reply = awa.submit(awa.get(action), action, **day_fields(**wrong))
        assert reply.status == 422 and reply.says(words) and reply.says("12 rue des Passerelles"), (wrong, reply.status)
    assert signed_in(2).post(action, day_fields()).status in (403, 404)


@check("times of a programme: kept within the day, apart from each other, and an overrun is told")
def programme_times():
    id = make_day(starts="09:00", ends="12:00")
    assert add_item(id, "09:00", "10:00", "Premier").status == 303
    for starts, ends, words in (("09:30", "10:30", "chevauchent « Premier »"), ("08:00", "08:30", "n'a pas commencé"),
                                ("12:00", "12:30", "finie à cette heure"), ("11:00", "10:30", "finir après son début")):
        reply = add_item(id, starts, ends, "Essai")
        assert reply.status == 422 and reply.says(words) and reply.says("Essai"), (starts, reply.status)
    assert add_item(id, "11:30", "12:20", "Dernier").status == 303
    page = signed_in(1).get(f"{ROOT}/{id}")
    assert page.says("dépasse de 20 minutes")
    assert not signed_in(2).get(f"{ROOT}/{id}").says("dépasse de 20 minutes")
    awa, item = signed_in(1), SITE.sql("SELECT max(id) FROM agenda_item")[0][0]
    path = f"{ROOT}/{id}/programme/{item}"
    assert awa.submit(awa.get(path), path, ends="12:00").status == 303
    assert not awa.get(f"{ROOT}/{id}").says("dépasse")
    assert awa.submit(awa.get(path), path + "/suppression").status == 303
    assert awa.get(path).status == 404


@check("a move is told once, before saving says to how many, and the box can be left alone")
def moves_are_told():
    id = make_day(day=(TODAY + datetime.timedelta(days=30)).isoformat())
    path, awa = f"{ROOT}/{id}/modifier", signed_in(1)
    letters = lambda: SITE.sql("SELECT recipient, calendar, subject FROM outbox WHERE kind = 'session' AND key LIKE ?", f"session-{id}-%")
    page = awa.get(path)
    assert page.says("Les 6 personnes de la cohorte recevront un courriel") and page.fields(path)["tell"] == "1"
    assert awa.submit(page, path, title="Autre titre").status == 303 and letters() == []
    assert awa.submit(awa.get(path), path, place="La Verrière").status == 303
    assert sorted(r[0] for r in letters()) == sorted(f"{PEOPLE[p][0]}@x.example" for p in (1, 2, 3, 4, 5, 8)), letters()
    body = letters()[0][1]
    assert "SEQUENCE:1\r\n" in body and "La Verrière" in body and "@" not in body.replace(f"session-{id}@", ""), body
    page = awa.get(path)
    fields = {**page.fields(path), "starts": "01:00"}
    del fields["tell"]
    assert awa.post(path, fields).status == 303
    assert len(letters()) == 6 and SITE.sql("SELECT sequence FROM session WHERE id = ?", id)[0][0] == 2
    secret = make_day(cycle="secret")
    assert not awa.get(f"/cycles/secret/seances/{secret}/modifier").says("recevr")


@check("a session is removed while nothing is attached, after asking again")
def removal():
    id, awa = make_day(day=(TODAY + datetime.timedelta(days=3)).isoformat()), signed_in(1)
    add_item(id, "09:00", "10:00")
    path = f"{ROOT}/{id}/suppression"
    write_minutes(id, "Prêt")
    assert awa.get(path).says("elle ne peut plus être supprimée")
    other = make_day()
    path = f"{ROOT}/{other}/suppression"
    page = awa.get(path)
    assert awa.submit(page, path).status == 303 and awa.get(f"{ROOT}/{other}").status == 404
    key = {**awa.get(f"{ROOT}/nouvelle").fields(f"{ROOT}/nouvelle")}
    assert awa.post(f"{ROOT}/{id}/suppression", {"_key": key["_key"]}).status == 422
    assert awa.get(f"{ROOT}/{id}").status == 200


@check("attendance by hand: one tick a person, by territory, counted by role")
def attendance_by_hand():
    id, awa = make_day(), signed_in(1)
    path = f"{ROOT}/{id}/emargement"
    page = awa.get(path)
    order = [page.text.index(words) for words in ("Corbie", "Ida Blanc", "Vimy", "Luc Petit", "Zoé Roy", "Autour des territoires", "Ève Noir")]
    assert order == sorted(order) and not page.says("Jo Vert")
    key = lambda: awa.get(path).fields(path)["_key"]
    reply = awa.post(path, {"_key": key(), "person": "2", "present": "1"})
    assert reply.status == 303 and reply.location.endswith(f"{path}#p2"), reply.location
    awa.post(path, {"_key": key(), "person": "5", "present": "1"})
    page = awa.get(path)
    assert page.says("2 personnes présentes sur 6")
    row = re.search(r"Élues et élus</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>", page.text)
    assert row.groups() == ("1", "2"), row.groups()
    assert SITE.sql("SELECT by_person FROM attendance WHERE session = ? AND person = 2", id) == [(1,)]
    awa.post(path, {"_key": key(), "person": "5"})
    assert awa.get(path).says("1 personne présente sur 6")
    for person in ("7", "6", "999"):
        assert awa.post(path, {"_key": key(), "person": person, "present": "1"}).status == 404
    for person in ("", "-1", "x", "99999999999999999999"):
        assert awa.post(path, {"_key": key(), "person": person, "present": "1"}).status in (404, 422), person
    sheet = awa.get(path + "/feuille").text
    assert sheet.count('class="sign"') == 12 and "Zoé Roy" in sheet and "Vimy" in sheet
    future = make_day(day=(TODAY + datetime.timedelta(days=2)).isoformat())
    reply = awa.post(f"{ROOT}/{future}/emargement", {"_key": key(), "person": "2", "present": "1"})
    assert reply.status == 422 and reply.says("à partir du jour même")


@check("attendance at the door: signed in and back, one button, only on the day and for the cohort")
def attendance_at_the_door():
    id = make_day()
    poster = signed_in(1).get(f"{ROOT}/{id}/emargement/affiche")
    code = SITE.sql("SELECT checkin FROM session WHERE id = ?", id)[0][0]
    door = f"/emargement/{code}"
    assert poster.says(door) and "<svg" in poster.text
    asked = Browser(SITE).get(door, follow=False)
    assert asked.status == 303 and urllib.parse.quote(door, safe="") in asked.location, asked.location
    luc = signed_in(2)
    page = luc.get(door)
    assert page.says("Luc Petit, un appui suffit") and page.says("Je suis présent·e")
    assert SITE.sql("SELECT count(*) FROM attendance WHERE session = ?", id)[0][0] == 0  # reading is not saying
    reply = luc.submit(page, door)
    assert luc.follow(reply).says("vous êtes là")
    assert SITE.sql("SELECT person, by_person FROM attendance WHERE session = ?", id) == [(2, None)]
    key = page.fields(door)
    for person in (6, 7):
        assert signed_in(person).get(door).status == 404
    assert signed_in(2).get("/emargement/zzzzzzzz").status == 404
    for days, words in ((-2, "L'émargement est clos"), (3, "revenez à partir du")):
        SITE.sql("UPDATE session SET day = ? WHERE id = ?", (TODAY - EPOCH).days + days, id)
        zoe = signed_in(3)
        assert zoe.get(door).says(words) and not zoe.get(door).says("Je suis présent·e")
        key = zoe.get("/moi").fields("/moi")["_key"]
        reply = zoe.post(door, {"_key": key})
        assert reply.status == 422 and reply.says(words), reply.status
    assert SITE.sql("SELECT count(*) FROM attendance WHERE session = ?", id)[0][0] == 1


@check("minutes written by two people: nothing is lost, and both are shown")
def minutes_conflict():
    id = make_day()
    path = f"{ROOT}/{id}/compte-rendu"
    awa, ana = signed_in(1), signed_in(8)
    first, second = awa.get(path), ana.get(path)
    assert awa.submit(first, path, minutes="Le texte d'Awa").status == 303
    reply = ana.submit(second, path, minutes="Le texte d'Ana")
    assert reply.status == 409 and reply.says("Le texte d'Awa") and reply.says("Le texte d'Ana") and reply.says("Awa Diallo")
    assert SITE.sql("SELECT minutes FROM session WHERE id = ?", id)[0][0] == "Le texte d'Awa"
    too_long = {**second.fields(path), "_key": awa.get(path).fields(path)["_key"], "minutes": "x" * 70000}
    again = ana.submit(reply, path, minutes="Les deux textes")
    assert again.status == 303, again.status
    rows = SITE.sql("SELECT version, text, person FROM minutes_version WHERE session = ? ORDER BY version", id)
    assert rows == [(1, "Le texte d'Awa", 1), (2, "Les deux textes", 8)], rows
    assert awa.get(f"{path}/1").says("Le texte d'Awa") and awa.get(f"{path}/9").status == 404
    reply = awa.post(path, too_long)
    assert reply.status == 422 and reply.says("Les deux textes"), reply.status


@check("minutes go to the audience chosen: pairs, cohort, everyone, or nobody again")
def minutes_audiences():
    id = make_day()
    add_takeaway(2, id, "Une phrase à garder.")
    path = f"{ROOT}/{id}/compte-rendu"
    awa = signed_in(1)
    write_minutes(id, "Ce qui s'est dit.")
    readers = lambda: [p for p in (None, 1, 2, 5, 6, 7) if signed_in(p).get(f"{ROOT}/{id}").says("Ce qui s'est dit")]
    assert readers() == [1]
    for audience, expected in ((1, [1, 2]), (2, [1, 2, 5]), (3, [None, 1, 2, 5, 6, 7]), (0, [1])):
        publish(id, audience)
        assert readers() == expected, (audience, readers())
    publish(id, 3)
    page = Browser(SITE).get(f"{ROOT}/{id}")
    assert page.says("Une phrase à garder") and not page.says("Luc Petit")
    assert awa.submit(awa.get(path), path + "/publication", audience="7").status == 422
    assert signed_in(2).post(path + "/publication", {"audience": "3"}).status in (403, 404)


@check("takeaways: written by the cohort, changed by their author or the facilitator")
def takeaways():
    id = make_day()
    assert add_takeaway(2, id, "  ").status == 422
    assert add_takeaway(2, id, "x" * 500).status == 422
    assert add_takeaway(2, id, "<b>Écouter</b> d'abord").status == 303
    w = SITE.sql("SELECT max(id) FROM takeaway")[0][0]
    page = signed_in(3).get(f"{ROOT}/{id}")
    assert "&lt;b&gt;Écouter" in page.text and page.says("Luc Petit")
    path = f"{ROOT}/{id}/enseignements/{w}"
    for person, status in ((2, 200), (1, 200), (3, 404), (5, 404), (7, 404)):
        assert signed_in(person).get(path).status == status, person
    luc = signed_in(2)
    assert luc.submit(luc.get(path), path, text="Parler après").status == 303
    zoe = signed_in(3)
    key = zoe.get(f"{ROOT}/{id}").fields(f"{ROOT}/{id}/enseignements")["_key"]
    assert zoe.post(path, {"_key": key, "text": "Pris"}).status == 404
    assert zoe.post(path + "/suppression", {"_key": key}).status == 404
    awa = signed_in(1)
    assert awa.submit(awa.get(path), path + "/suppression").status == 303
    assert not awa.get(f"{ROOT}/{id}").says("Parler après") and awa.get(path).status == 404
    key = signed_in(7).get("/moi").fields("/moi")["_key"]
    assert signed_in(7).post(f"{ROOT}/{id}/enseignements", {"_key": key, "text": "Moi aussi"}).status == 404


@check("an entry: what everyone may know, more for the cohort, the right hour in every season")
def entries():
    days = []
    for month in (3, 10):
        sunday = last_sunday(TODAY.year if last_sunday(TODAY.year, month) > TODAY else TODAY.year + 1, month)
        days += [sunday - datetime.timedelta(days=1), sunday, sunday + datetime.timedelta(days=1)]
    for day in days:
        id = make_day(title="Virgule, point-virgule ; et \\ : " + "é" * 60, day=day.isoformat(), starts="09:30", ends="16:30")
        (event,) = calendar(Browser(SITE).get(f"{ROOT}/{id}/seance.ics"))
        assert event["DTSTART"] == utc_of_paris(day, "09:30"), (day, event["DTSTART"])
        assert event["DTEND"] == utc_of_paris(day, "16:30"), (day, event["DTEND"])
        assert event["SUMMARY"] == "Virgule, point-virgule ; et \\ : " + "é" * 60
        assert event["LOCATION"] == "La Fabrique" and event["URL"].endswith(f"{ROOT}/{id}")
        assert "\n" in event["DESCRIPTION"] and "Faire connaissance." in event["DESCRIPTION"]
        (event,) = calendar(signed_in(2).get(f"{ROOT}/{id}/seance.ics"))
        assert event["LOCATION"] == "La Fabrique, 12 rue des Passerelles"
    assert Browser(SITE).get("/cycles/secret/seances/1/seance.ics").status == 404


@check("a personal feed: the person's sessions, none without its token, nothing sent twice")
def feeds():
    id = make_day(title="Pour le fil", day=(TODAY + datetime.timedelta(days=50)).isoformat())
    other, secret = make_day(cycle="autre"), make_day(cycle="secret")
    path = f"/calendrier/{FEED}"
    page = Browser(SITE).get(path)
    events = {e["UID"].split("@")[0]: e for e in calendar(page)}
    assert f"session-{id}" in events and f"session-{other}" not in events and f"session-{secret}" not in events
    assert not any(name in page.text for _, name, _ in PEOPLE.values())
    assert "public" not in page.headers.get("Cache-Control", ""), page.headers["Cache-Control"]
    again = Browser(SITE).get(path, If_None_Match=page.headers["ETag"])
    assert again.status == 304 and again.body == b""
    awa, edit = signed_in(1), f"{ROOT}/{id}/modifier"
    assert awa.submit(awa.get(edit), edit, ends="22:00").status == 303
    changed = Browser(SITE).get(path, If_None_Match=page.headers["ETag"])
    after = {e["UID"].split("@")[0]: e for e in calendar(changed)}
    assert after[f"session-{id}"]["SEQUENCE"] == "1" and after[f"session-{id}"]["DTEND"] != events[f"session-{id}"]["DTEND"]
    for token in ("0" * 64, "f" * 63, hashed(FEED)):
        assert Browser(SITE).get(f"/calendrier/{token}").status == 404


def main():
    global SITE
    with Site(sys.argv[1], centre="Centre d'essai") as SITE:
        populate(SITE)
        return run()


if __name__ == "__main__":
    sys.exit(main())
