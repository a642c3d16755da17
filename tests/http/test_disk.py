#!/usr/bin/env python3
"""A disk that is full: said in plain words with what was typed still in the form, nothing half done,
and the site gets over it by itself. On a small disk of memory where one can be mounted (as root);
everywhere by a limit that the kernel puts on the size of the server's files while it runs."""
import contextlib
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

from cohort import ELECTED, browser_of, number_in, populate
from serving import Browser, Site, until
from web import check, run

NEW = "/cycles/essai/echanges/blocages/nouveau"
WORDS = "Ce que j'ai mis une heure à écrire, « mot à mot ». "


@contextlib.contextmanager
def small_disk():
    """A mounted disk of 8 MB, or None."""
    with tempfile.TemporaryDirectory(prefix="cordee-disk-") as folder:
        mounted = os.getuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder],
                                                      capture_output=True, check=False).returncode == 0
        try:
            yield pathlib.Path(folder) if mounted else None
        finally:
            if mounted:
                subprocess.run(["umount", folder], check=True)


class Mounted:
    """Filled by a file of nothing, and emptied."""

    def __init__(self, folder):
        self.filler = folder / "filler"

    def fill(self):
        with open(self.filler, "ab", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))

    def empty(self):
        self.filler.unlink()


class Limited:
    """The server may make no file larger, as if the disk ended there: EFBIG in the place of ENOSPC."""

    def __init__(self, site):
        self.pid = site.process.pid

    def fill(self):
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))

    def empty(self):
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def fields(title):
    return {"title": title, "body": WORDS * 20, "topic": "foncier", "audience": "2"}


def refused(page, *typed):
    assert page.status == 503 and int(page.headers["Retry-After"]) > 0, (page.status, page.text[:400])
    assert page.says("Impossible d'enregistrer pour le moment"), page.text[:4000]
    for words in typed:
        assert page.says(words), words
    for technical in ("SQL", "disk", "database", "errno", "EFBIG", "ENOSPC", "I/O"):
        assert technical not in page.text, technical


def story(site, disk):
    browser = browser_of(site, ELECTED)
    form = browser.get(NEW)
    made = number_in(browser.submit(form, NEW, **fields("Avant")))
    disk.fill()
    page = browser.submit(browser.get(NEW), NEW, **fields("Pendant"))
    refused(page, "Pendant", WORDS.strip(), "foncier")
    # Reading goes on, and a button without words to keep has its page.
    assert browser.get(f"/cycles/essai/echanges/blocages/{made}").status == 200
    state = f"/cycles/essai/echanges/blocages/{made}/etat"
    refused(browser.submit(browser.get(f"/cycles/essai/echanges/blocages/{made}"), state, state="progress"))
    assert Browser(site).get("/cycles").status == 200
    disk.empty()
    # The form that was answered 503, as it is, goes through; twice, it has one effect.
    numbers = {number_in(browser.submit(page, NEW)) for _ in range(2)}
    assert len(numbers) == 1
    assert site.sql("SELECT count(*), min(body) FROM blocker WHERE title = 'Pendant'") == [(1, (WORDS * 20).strip())]
    assert number_in(browser.submit(form, NEW, **fields("Avant"))) == made, "the repeat of the first has no second effect"


def draft_story(site, disk):
    """The autosave of a draft is told too, and the pair's invitation, a login, a file."""
    browser = browser_of(site, ELECTED)
    page = browser.get("/candidatures/1")
    key, version = page.fields("/candidatures/1")["_key"], page.fields("/candidatures/1")["version"]
    disk.fill()
    reply = browser.post("/candidatures/1/brouillon", {"_key": key, "version": version, "q1": WORDS})
    assert reply.status == 503, (reply.status, reply.text[:300])
    refused(browser.submit(page, "/candidatures/1", q1=WORDS), WORDS.strip())
    anonymous = Browser(site)
    refused(anonymous.submit(anonymous.get("/connexion"), "/connexion", email="p2@x.example"), "p2@x.example")
    piece = "/candidatures/1/pieces/2"
    page = browser.get(piece)
    reply = browser.upload(piece, [("_key", page.fields(piece)["_key"])], [("file", "plan.txt", b"x" * 200000)])
    assert reply.status == 503 and reply.headers["Retry-After"], (reply.status, reply.text[:300])
    assert reply.says("n'a pas pu être gardé"), reply.text
    disk.empty()
    assert browser.post("/candidatures/1/brouillon", {"_key": key, "version": version, "q1": WORDS}).status == 200
    page = browser.get(piece)
    assert browser.upload(piece, [("_key", page.fields(piece)["_key"])], [("file", "plan.txt", b"x" * 200000)]).status == 303
    assert not [name for name in os.listdir(site.settings["files"]) if name.startswith(".part")], "a half-received file was left"


def application(site):
    site.sql("INSERT INTO call (id, cycle, title, opens, closes, published, created) VALUES (1, 1, 'Appel', 1, 9999999999, 1, 1)")
    site.sql("INSERT INTO question (id, call, place, key, label, kind) VALUES (1, 1, 1, 'a', 'Le projet', 'long'),"
             " (2, 1, 2, 'b', 'Un plan', 'file')")
    site.sql("INSERT INTO application (id, call, territory, author, created, saved, saver) VALUES (1, 1, 1, ?, 1, 1, ?)", ELECTED, ELECTED)
    site.sql("INSERT INTO applicant (application, side, email, name, person, confirmed) VALUES (1, 'elected', 'p2@x.example', 'N', ?, 1)", ELECTED)


@check("a limit on the files of the server: told, kept, and over when it is over")
def limited():
    with Site(PROGRAM) as site:
        populate(site)
        application(site)
        story(site, Limited(site))
        draft_story(site, Limited(site))
        whole(site)


@check("a disk that is full for good: told, kept, and over when there is room again")
def mounted():
    with small_disk() as folder:
        if not folder:
            return "no disk can be mounted here"
        with Site(PROGRAM, database=f"sqlite:{folder}/cordee.db", files=f"{folder}/files") as site:
            site.database.file = folder / "cordee.db"
            populate(site)
            application(site)
            story(site, Mounted(folder))
            draft_story(site, Mounted(folder))
            whole(site)
    return None


@check("a disk that was full when the server was killed: it starts again once there is room")
def restarted():
    with small_disk() as folder:
        if not folder:
            return "no disk can be mounted here"
        with Site(PROGRAM, database=f"sqlite:{folder}/cordee.db", files=f"{folder}/files") as site:
            site.database.file = folder / "cordee.db"
            populate(site)
            disk, browser = Mounted(folder), browser_of(site, ELECTED)
            made = number_in(browser.submit(browser.get(NEW), NEW, **fields("Avant")))
            disk.fill()
            refused(browser.submit(browser.get(NEW), NEW, **fields("Pendant")), "Pendant")
            site.kill()
            disk.empty()
            site.start()
            browser.port, browser.connection = site.port, None
            assert browser.get(f"/cycles/essai/echanges/blocages/{made}").says("Avant")
            assert browser.submit(browser.get(NEW), NEW, **fields("Après")).status == 303
            whole(site)
    return None


def whole(site):
    assert site.sql("PRAGMA integrity_check") == [("ok",)]
    assert site.sql("PRAGMA foreign_key_check") == []
    until(lambda: site.sql("SELECT count(*) FROM outbox WHERE failed IS NOT NULL")[0][0] == 0, "the mails")


PROGRAM = sys.argv[1]
sys.exit(run())
