#!/usr/bin/env python3
"""The subcommands that serve: which port they take, and when; the address that they tell and write in
mails; a demonstration that is already served is left alone."""
import os
import subprocess
import sys

from demosite import DEMO, DemoSite
from serving import Browser, Site
from web import check, run

PROGRAM = sys.argv[1]
DAY, ANOTHER = "2021-03-15", "2021-03-22"


def refused(site, *words, **settings):
    """What a subcommand says that cannot do its work."""
    arguments = [f"--{name}={value}" for name, value in {**site.settings, **settings}.items()]
    done = subprocess.run([PROGRAM, *words, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode in (1, 2), (done.returncode, done.stdout)
    return done.stderr


@check("a port of 0 is the system's to choose: what is printed and what mails say is the one taken")
def any_port():
    with Site(PROGRAM) as site:
        said = site.process.stdout.readline()
        assert said == f"  open http://localhost:{site.port}\n", said
        site.sql("INSERT INTO person (id, email, name, created) VALUES (1, 'ada@b.example', 'Ada Un', 1)")
        browser = Browser(site)
        browser.submit(browser.get("/connexion"), "/connexion", email="ada@b.example")
        [(mail,)] = site.sql("SELECT plain FROM outbox")
        assert f"http://localhost:{site.port}/connexion/lien/" in mail, mail
        assert "address of the site" in refused(site, "admin", "ada@b.example", "Ada Un")


@check("a port that is taken, or is none, is found before a database is made")
def taken():
    with Site(PROGRAM) as site:
        other = site.folder.name + "/other.db"
        for port in (site.port, 70000):
            said = refused(site, "serve", port=port, database=f"sqlite:{other}")
            assert f"port {port}" in said and "could not listen" in said, said
        assert not os.path.exists(other)


def day_of(site):
    return site.sql("SELECT value FROM setting WHERE name = 'demo'")[0][0]


@check("a demonstration that is served keeps its day and its file, whatever port another asks for")
def served():
    with DemoSite(PROGRAM, DAY) as site:
        before = os.stat(site.file).st_ino
        demo = ["demo", str(DEMO), f"--today={ANOTHER}"]
        said = refused(site, *demo, port=site.port)
        assert f"port {site.port}" in said, said
        said = refused(site, *demo, port=0)
        assert "in use: stop the server" in said, said
        assert os.stat(site.file).st_ino == before and day_of(site) == DAY
        assert Browser(site).get("/cycles").status == 200


@check("a demonstration that is not served makes way for another day's")
def another_day():
    with DemoSite(PROGRAM, DAY) as site:
        site.process.terminate()
        assert site.process.wait(30) == 0
        site.process.stdout.close()
        site.command[-1] = f"--today={ANOTHER}"
        site.start()
        assert day_of(site) == ANOTHER and Browser(site).get("/cycles").status == 200


sys.exit(run())
