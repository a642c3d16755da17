#!/usr/bin/env python3
"""A hundred people write at once to the whole site, and the server is killed (kill -9) in the middle,
again and again. Whatever was acknowledged is there once it is back, exactly once; whoever got no
answer sends the same form again and it has one effect. On SQLite, one process; on PostgreSQL two, of
which one dies. (What a power cut takes besides is tests/store/test_disk.c.)"""
import hashlib
import os
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from serving import Browser, Site, free_port  # noqa: E402
from web import check, run  # noqa: E402

CLIENTS, KILLS, PLACES = 100, 5, 200
PATH = "/cycles/essai/echanges/blocages"
NOW = int(time.time())


def populate(site):
    """A cycle, a hundred territories of one person each, and each of them with an application begun."""
    today, statements = NOW // 86400, []

    def add(table, columns, *rows):
        holes = ", ".join("?" * len(columns.split(",")))
        statements.extend((f"INSERT INTO {table} ({columns}) VALUES ({holes})", row) for row in rows)

    people = range(1, CLIENTS + 1)
    add("person", "id, email, name, created", *((i, f"p{i}@x.example", f"Personne {i}", NOW) for i in people))
    add("login", "token, person, created, seen, expires", *((stored(i), i, NOW, NOW, NOW + 86400) for i in people))
    add("cycle", "id, slug, name, track, summary, starts, ends, published, created",
        (1, "essai", "Essai", "food", "s", today - 10, today + 100, 1, NOW))
    add("territory", "id, kind, name", *((i, "commune", f"Commune {i}") for i in people))
    add("member", "id, cycle, territory, joined", *((i, 1, i, 1) for i in people))
    add("role", "cycle, person, role, member, since", *((1, i, "elected", i, 1) for i in people))
    add("restitution", "id, cycle, title, starts, ends, capacity, opens, published, created",
        (1, 1, "Restitution", NOW + 86400, NOW + 90000, PLACES, 1, 1, 1))
    add("call", "id, cycle, title, opens, closes, published, created", (1, 1, "Appel", 1, 9999999999, 1, 1))
    add("question", "id, call, place, key, label, kind", (1, 1, 1, "a", "Le projet", "long"), (2, 1, 2, "b", "Un plan", "file"))
    add("application", "id, call, territory, author, created, saved, saver", *((i, 1, i, i, 1, 1, i) for i in people))
    add("applicant", "application, side, email, name, person, confirmed",
        *((i, "elected", f"p{i}@x.example", f"Personne {i}", i, 1) for i in people))
    site.database.run_all(statements)


def token(person):
    return hashlib.sha256(b"%d" % person).hexdigest()


def stored(person):
    return hashlib.blake2b(token(person).encode(), digest_size=32).hexdigest()


class Client(threading.Thread):
    """One person: writes one thing after the other, each of its own words, until told to stop; a form
    without an answer is sent again, key and all, until there is one."""

    def __init__(self, number, sites, stop):
        super().__init__(daemon=True)
        self.number, self.sites, self.stop = number, sites, stop
        self.acknowledged = {"blocker": [], "reply": [], "draft": [], "file": [], "registration": []}
        self.blocker, self.version, self.repeats, self.problem, self.count = None, 1, 0, None, 0
        self.browser = Browser(sites[number % len(sites)])
        self.browser.cookies["login"] = token(number)

    def run(self):
        try:
            while not self.stop.is_set():
                (self.open_blocker, self.answer, self.save_draft, self.join_file, self.register)[self.count % 5]()
                self.count += 1
        except Exception as problem:  # told by the main thread
            self.problem = problem

    def words(self, kind):
        return f"{kind} {self.number}-{self.count}"

    def insist(self, ask):
        """The answer to it, from whichever process is there to give one."""
        limit = time.monotonic() + 60
        while True:
            try:
                return ask()
            except OSError as lost:
                self.lost(lost, limit)
            except Exception as lost:  # of http.client: an answer cut short
                if type(lost).__module__ != "http.client":
                    raise
                self.lost(lost, limit)

    def lost(self, problem, limit):
        if time.monotonic() > limit:
            raise problem
        self.repeats += 1
        self.browser.connection = None
        self.browser.port = random.choice(self.sites).port
        time.sleep(0.02)

    def send(self, kind, page, action, status, **fields):
        form = {**page.fields(action), **fields}
        reply = self.insist(lambda: self.browser.post(action, form))
        assert reply.status == status, (kind, reply.status, reply.text[:300])
        return reply

    def see(self, path):
        page = self.insist(lambda: self.browser.get(path))
        assert page.status == 200, (path, page.status)
        return page

    def open_blocker(self):
        words = self.words("blocage")
        reply = self.send("blocker", self.see(PATH + "/nouveau"), PATH + "/nouveau", 303, title=words, body=words, topic="", audience="3")
        self.blocker = reply.location.rsplit("/", 1)[1]
        self.acknowledged["blocker"].append(words)

    def answer(self):
        words, path = self.words("réponse"), f"{PATH}/{self.blocker}"
        self.send("reply", self.see(path), path, 303, body=words)
        self.acknowledged["reply"].append(words)

    def save_draft(self):
        words, path = self.words("brouillon"), f"/candidatures/{self.number}"
        page = self.see(path)
        form = {**page.fields(path), "q1": words}
        reply = self.insist(lambda: self.browser.post(path + "/brouillon", form))
        assert reply.status == 200, (reply.status, reply.text)
        self.acknowledged["draft"].append(words)

    def join_file(self):
        content, path = random.randbytes(30000), f"/candidatures/{self.number}/pieces/2"
        fields = [("_key", self.see(path).fields(path)["_key"])]
        reply = self.insist(lambda: self.browser.upload(path, fields, [("file", "plan.pdf", content)]))
        assert reply.status == 303, (reply.status, reply.text[:300])
        self.acknowledged["file"].append(hashlib.blake2b(content, digest_size=32).hexdigest())

    def register(self):
        address, path = f"r{self.number}-{self.count}@x.example", "/cycles/essai/restitution/inscription"
        self.send("registration", self.see(path), path, 303, name=self.words("Nom"), email=address)
        self.acknowledged["registration"].append(address)


def write_and_kill(sites):
    """Everyone writes while processes die and come back, one at a time."""
    stop = threading.Event()
    clients = [Client(i, sites, stop) for i in range(1, CLIENTS + 1)]
    for client in clients:
        client.start()
    for kill in range(KILLS):
        time.sleep(random.uniform(0.4, 1.2))
        site = sites[kill % len(sites)]
        site.kill()
        time.sleep(0.1)
        site.start()
    time.sleep(0.5)
    stop.set()
    for client in clients:
        client.join(90)
        assert not client.is_alive(), "a client never got its answer"
        if client.problem:
            raise AssertionError(f"client {client.number}") from client.problem
    return clients


def acknowledged(clients, kind):
    return [words for client in clients for words in client.acknowledged[kind]]


def exactly(there, told, what):
    """Each once: what was told is there, and nothing else is, since everyone got an answer in the end."""
    assert sorted(there) == sorted(told), (what, len(there), len(told), sorted(set(told) ^ set(there))[:5])


def compare(site, clients):
    exactly([row[0] for row in site.sql("SELECT body FROM blocker")], acknowledged(clients, "blocker"), "blockers")
    exactly([row[0] for row in site.sql("SELECT body FROM reply")], acknowledged(clients, "reply"), "replies")
    wrong = site.sql("SELECT id FROM blocker b WHERE replies <> (SELECT count(*) FROM reply r WHERE r.blocker = b.id)")
    assert wrong == [], "counts of replies"
    assert site.sql("SELECT count(*) FROM search_entry WHERE kind = 'blocker'") == site.sql("SELECT count(*) FROM blocker")
    registered = acknowledged(clients, "registration")
    exactly([row[0] for row in site.sql("SELECT email FROM registration")], registered, "registrations")
    exactly([row[0] for row in site.sql("SELECT recipient FROM outbox WHERE kind = 'registration'")], registered, "mails to the registered")
    states = dict(site.sql("SELECT state, count(*) FROM registration GROUP BY state"))
    assert states.get("registered", 0) == min(PLACES, len(registered)), "a place given twice, or to nobody"
    drafts = dict(site.sql("SELECT application, value FROM answer WHERE question = 1"))
    versions = dict(site.sql("SELECT id, version FROM application"))
    files = dict(site.sql("SELECT item, hash FROM file"))
    for client in clients:
        saved, joined = client.acknowledged["draft"], client.acknowledged["file"]
        assert drafts.get(client.number) == (saved[-1] if saved else None), client.number
        assert files.get(client.number) == (joined[-1] if joined else None), client.number
        # A file is no version of the words.
        assert versions[client.number] == 1 + len(saved), (client.number, versions[client.number], len(saved))
    folder = pathlib.Path(site.settings["files"])
    for stored_hash in files.values():
        assert hashlib.blake2b((folder / stored_hash).read_bytes(), digest_size=32).hexdigest() == stored_hash


def whole(site):
    if site.database.address.startswith("sqlite"):
        assert site.sql("PRAGMA integrity_check") == [("ok",)]
        assert site.sql("PRAGMA foreign_key_check") == []
        assert site.sql("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)") == []


def processes(first):
    """The one of SQLite, or two on the same PostgreSQL and the same folder of files."""
    if not os.environ.get("CORDEE_POSTGRES"):
        return [first]
    second = Site(PROGRAM, port=str(free_port() + 1), files=first.settings["files"], database=first.database.address)
    return [first, second.__enter__()]


@check("a hundred people press the button at the same instant: none refused, none lost, each once")
def together():
    go, sites, answers = threading.Barrier(CLIENTS), SITES, []

    def press(number):
        client = Client(number, sites, None)
        client.count = "ensemble"
        page = client.see(PATH + "/nouveau")
        words = client.words("blocage")
        form = {**page.fields(PATH + "/nouveau"), "title": words, "body": words, "topic": "", "audience": "3"}
        go.wait(30)
        answers.append((client.browser.post(PATH + "/nouveau", form).status, words))

    threads = [threading.Thread(target=press, args=(i,)) for i in range(1, CLIENTS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [status for status, _ in answers] == [303] * CLIENTS, [a for a in answers if a[0] != 303][:3]
    exactly([row[0] for row in SITES[0].sql("SELECT body FROM blocker")], [words for _, words in answers], "blockers")
    SITES[0].sql("DELETE FROM search_entry")
    SITES[0].sql("DELETE FROM blocker")


@check("killed again and again in the middle of it: what was acknowledged is there, exactly once")
def killed():
    clients = write_and_kill(SITES)
    compare(SITES[0], clients)
    whole(SITES[0])
    print(f"# {sum(len(told) for c in clients for told in c.acknowledged.values())} writes, "
          f"{sum(c.repeats for c in clients)} sent again, {KILLS} kills")
    assert sum(c.repeats for c in clients) > 0, "nobody noticed a kill: nothing was tested"


PROGRAM = sys.argv[1]
random.seed(os.environ.get("SEED", "cordée"))
with Site(PROGRAM, port=str(free_port())) as SITE:
    populate(SITE)
    SITES = processes(SITE)
    try:
        failed = run()
    finally:
        for other in SITES[1:]:
            other.__exit__()
sys.exit(failed)
