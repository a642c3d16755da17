"""The participation cycle of the demo written straight into a site's database, as it stood when its call
closed: thirty-three applications submitted, five jurors, a grid of five criteria. For tests of what
comes after; how applications come is the call's own test."""
import collections
import datetime
import hashlib
import json
import pathlib
import secrets
import time
import zoneinfo

from serving import Browser

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "demo" / "participation"
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
SLUG = "vers-des-territoires-participatifs"
WITH_ID = ("person", "cycle", "call", "question", "criterion", "territory", "application", "member")


def seconds(when):
    return int(datetime.datetime.fromisoformat(when).replace(tzinfo=PARIS).timestamp())


def days(when):
    return (datetime.date.fromisoformat(when) - datetime.date(1970, 1, 1)).days


class Participation:
    """What was written, by the names of the demo: persons by e-mail, applications by territory."""

    def __init__(self, site):
        self.cycle = json.loads((FOLDER / "cycle.json").read_text())
        self.applications = [a for a in json.loads((FOLDER / "applications.json").read_text()) if a["submitted"]]
        self.site, self.persons, self.ids, self.criteria, self.territories = site, {}, {}, {}, {}
        self.waiting, self.last = [], collections.Counter()
        self.hold_retention()
        self.write_cycle()
        self.write_call()
        for number, application in enumerate(self.applications, 1):
            self.write_application(number, application)
        self.write()

    def add(self, statement, *values):
        """Waits for `write`."""
        self.waiting.append((statement, values))

    def write(self):
        self.site.database.run_all(self.waiting)
        self.waiting = []

    def insert(self, table, **values):
        """The id is chosen here, so that what refers to it can be written in the same go."""
        if table in WITH_ID:
            self.last[table] += 1
            values = {"id": self.last[table], **values}
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.add(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())
        return values.get("id")

    def person(self, p):
        if p["email"] not in self.persons:
            self.persons[p["email"]] = self.insert("person", email=p["email"], name=p["name"], office=p["office"],
                                                   created=seconds("2020-12-01T09:00"))
        return self.persons[p["email"]]

    def hold_retention(self):
        """All this is of 2021 and is to stay: what forgets has already run, these days."""
        today = datetime.datetime.now(PARIS).date()
        for day in (today, today + datetime.timedelta(days=1)):
            self.add("INSERT INTO job (key, kind, due, done) VALUES (?, 'retention', 0, ?) ON CONFLICT (key) DO NOTHING",
                     f"retention:{day.isoformat()}", int(time.time()))

    def write_cycle(self):
        c = self.cycle
        self.insert("cycle", slug=c["slug"], name=c["name"], track=c["track"], summary=c["summary"], body=c["body"],
                    note=c["note"], starts=days(c["starts"]), ends=days(c["ends"]), published=1, created=1)
        for p in c["people"]:
            self.insert("role", cycle=1, person=self.person(p), role=p["role"], since=1)

    def write_call(self):
        c = self.cycle["call"]
        self.insert("call", cycle=1, title=c["title"], summary=c["summary"], body=c["body"], who=c["who"],
                    opens=seconds(c["opens"]), closes=seconds(c["closes"]), published=1, created=1)
        for q in c["quotas"]:
            self.insert("quota", call=1, kind=q["kind"], seats=q["seats"])
        self.questions = {q["key"]: self.insert("question", call=1, place=place, key=q["key"], label=q["label"],
                                                help=q["help"], kind=q["kind"], required=int(q["required"]),
                                                choices="\n".join(q["choices"]))
                          for place, q in enumerate(c["questions"])}
        for place, k in enumerate(self.cycle["criteria"]):
            self.criteria[k["key"]] = self.insert("criterion", call=1, place=place, key=k["key"], label=k["label"], help=k["help"])

    def write_application(self, number, a):
        territory = self.insert("territory", kind=a["kind"], code=a["territory"] or None, name=a["name"],
                                departement=a["territory"][:2] if a["kind"] == "commune" else "59", population=1000 + 77 * number)
        pair = {side: self.person(a[side]) for side in ("elected", "staff")}
        submitted = seconds(a["submitted"])
        id = self.insert("application", call=1, territory=territory, number=f"2021-{number:04}", author=pair["staff"],
                         saver=pair["staff"], created=seconds(a["created"]), saved=submitted, submitted=submitted)
        for side, person in pair.items():
            self.insert("applicant", application=id, side=side, person=person, confirmed=submitted,
                        **{k: a[side][k] for k in ("email", "name", "office")})
        for key, value in a["answers"].items():
            self.insert("answer", application=id, question=self.questions[key], value=str(value))
        self.ids[a["name"]], self.territories[a["name"]] = id, territory

    def mark_as_in_the_demo(self):
        """All readings and recusals."""
        self.write_readings()
        self.write()

    def write_readings(self):
        for a in self.applications:
            id = self.ids[a["name"]]
            for s in a["scores"]:
                juror = self.persons[s["juror"]]
                self.insert("review", application=id, juror=juror, comment=s["comment"], at=seconds(s["at"]))
                for key, mark in s["marks"].items():
                    self.insert("mark", application=id, juror=juror, criterion=self.criteria[key], mark=mark)
            for r in a["recusals"]:
                self.insert("recusal", application=id, juror=self.persons[r["juror"]], reason=r["reason"], at=seconds(r["at"]))

    def browser_of(self, email):
        """Signed in, without the round trip of a mail."""
        browser, token, now = Browser(self.site), secrets.token_hex(32), int(time.time())
        self.insert("login", token=hashlib.blake2b(token.encode(), digest_size=32).hexdigest(),
                    person=self.persons[email], created=now, seen=now, expires=now + 24 * 3600)
        self.write()
        browser.cookies["login"] = token
        return browser
