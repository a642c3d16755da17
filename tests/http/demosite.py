"""The demonstration, whole, as one day of its history left it; and a browser for anyone in it. For
the tests that must see every page with something on it."""
import hashlib
import pathlib

from serving import Browser, Site

DEMO = pathlib.Path(__file__).resolve().parents[2] / "demo"
YEAR = 365 * 24 * 3600


class DemoSite(Site):
    def __init__(self, program, today, **settings):
        super().__init__(program, **settings)
        self.command = ["demo", str(DEMO), f"--today={today}"]

    def now(self):
        """Where the demonstration's clock stands, or near enough: its last mail."""
        return self.sql("SELECT max(created) FROM outbox")[0][0]

    def person(self, number, name, address, **roles):
        """Someone new; roles by cycle: person(900, "…", "…", cycle_3="facilitator")."""
        self.sql("INSERT INTO person (id, email, name, created) VALUES (?, ?, ?, 1)", number, address, name)
        for cycle, role in roles.items():
            self.sql("INSERT INTO role (cycle, person, role, since) VALUES (?, ?, ?, 1)", int(cycle.split("_")[1]), number, role)
        return number

    def browser(self, person=None, language="fr"):
        """Signed in by a login put in the database."""
        browser = Browser(self)
        browser.headers["Accept-Language"] = language
        if person:
            token = hashlib.sha256(b"%d" % person).hexdigest()
            stored = hashlib.blake2b(token.encode(), digest_size=32).hexdigest()
            if not self.sql("SELECT 1 FROM login WHERE token = ?", stored):
                now = self.now()
                self.sql("INSERT INTO login (token, person, created, seen, expires) VALUES (?, ?, ?, ?, ?)",
                         stored, person, now, now + YEAR, now + 9 * YEAR)
            browser.cookies["login"] = token
        return browser
