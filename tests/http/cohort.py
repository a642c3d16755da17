"""A small cohort over HTTP, for the tests of what its people tell each other: two cycles, two
territories, everyone signed in by a login put in the file."""
import hashlib
import time

from serving import Browser

NOW = int(time.time())
DAY = 24 * 3600
TODAY = NOW // DAY
FACILITATOR, ELECTED, STAFF, OTHER, EXPERT, OBSERVER, STRANGER, ABROAD = range(1, 9)
PEOPLE = {FACILITATOR: "Fanny Roussel", ELECTED: "Nathalie Thuillier", STAFF: "Bruno Delattre", OTHER: "Grégory Vandamme",
          EXPERT: "Nour Abdelkrim", OBSERVER: "Odile Observe", STRANGER: "Guy Gris", ABROAD: "Paul Ailleurs"}
VIMY, RONCHIN, ELSEWHERE = 1, 2, 3


def populate(site):
    """1 facilitates; 2 and 3 are the pair of Vimy, 4 of Ronchin; 5 is an expert, 6 observes, 7 is of no
    cycle, 8 of the other one."""
    for person, name in PEOPLE.items():
        site.sql("INSERT INTO person (id, email, name, created) VALUES (?, ?, ?, ?)", person, f"p{person}@x.example", name, NOW)
        token = hashlib.blake2b((str(person) * 64).encode(), digest_size=32).hexdigest()
        site.sql("INSERT INTO login (token, person, created, seen, expires) VALUES (?, ?, ?, ?, ?)",
                 token, person, NOW, NOW, NOW + DAY)
    for cycle, slug in ((1, "essai"), (2, "autre")):
        site.sql("INSERT INTO cycle (id, slug, name, track, summary, starts, ends, published, created)"
                 " VALUES (?, ?, ?, 'food', 's', ?, ?, 1, ?)", cycle, slug, f"Cycle {slug}", TODAY - 100, TODAY + 100, NOW)
    site.sql("INSERT INTO territory (id, kind, name) VALUES (1, 'commune', 'Vimy'), (2, 'commune', 'Ronchin'), (3, 'commune', 'Baisieux')")
    site.sql("INSERT INTO member (id, cycle, territory, joined) VALUES (1, 1, 1, 1), (2, 1, 2, 1), (3, 2, 3, 1)")
    for cycle, person, role, member in ((1, FACILITATOR, "facilitator", None), (1, ELECTED, "elected", VIMY),
                                        (1, STAFF, "staff", VIMY), (1, OTHER, "elected", RONCHIN), (1, EXPERT, "expert", None),
                                        (1, OBSERVER, "observer", None), (2, ABROAD, "elected", ELSEWHERE)):
        site.sql("INSERT INTO role (cycle, person, role, member, since) VALUES (?, ?, ?, ?, 1)", cycle, person, role, member)


def browser_of(site, person=None):
    browser = Browser(site)
    if person:
        browser.cookies["login"] = str(person) * 64
    return browser


def number_in(reply):
    """Of what a form has made, from where it leads."""
    assert reply.status == 303, (reply.status, reply.text)
    return int(reply.location.split("#")[0].rsplit("/", 1)[1])
