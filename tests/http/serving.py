"""What tests of the whole site share, over web.py: a real `cordee serve` in a temporary folder, a
browser that fills the forms it finds, and a mail server that keeps what it receives."""
import email
import email.policy
import html
import html.parser
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse

import web


class SQLite:
    def __init__(self, file):
        self.file, self.address = file, f"sqlite:{file}"

    def run(self, statement, values):
        db = sqlite3.connect(self.file, timeout=10)
        try:
            rows = db.execute(statement, values).fetchall()
            db.commit()
            return rows
        finally:
            db.close()


    def run_all(self, statements):
        """Many at once, in one transaction."""
        db = sqlite3.connect(self.file, timeout=10)
        try:
            with db:
                for statement, values in statements:
                    db.execute(statement, values)
        finally:
            db.close()


class PostgreSQL:
    """The server that tests/postgres started. By psql: what is asked is small, and trusted."""
    NULL, CELL, LINE = "\x01", "\x02", "\x03"

    def __init__(self, address):
        self.address = address

    def run(self, statement, values):
        parts = statement.split("?")
        assert len(parts) == len(values) + 1, statement
        script = "".join(part + self.literal(value) for part, value in zip(parts, [*values, None])).removesuffix("NULL")
        given = re.match(r"INSERT INTO (\w+) \(id,", statement)
        if given:  # numbers that the test chose: those that the server makes must follow
            script += f"; SELECT setval(pg_get_serial_sequence('{given[1]}', 'id'), (SELECT max(id) FROM {given[1]}))"
        done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-P", f"null={self.NULL}", "-F", self.CELL,
                               "-R", self.LINE, "-d", self.address, "-c", script], capture_output=True, check=False)
        assert done.returncode == 0, f"{statement}\n{done.stderr.decode()}"
        lines = done.stdout.decode().removesuffix("\n").split(self.LINE) if done.stdout else []
        return [] if given else [tuple(self.value(cell) for cell in line.split(self.CELL)) for line in lines]

    def run_all(self, statements):
        script = []
        for statement, values in statements:
            parts = statement.split("?")
            script.append("".join(part + self.literal(value) for part, value in zip(parts, [*values, None])).removesuffix("NULL"))
        for table in {m[1] for m in (re.match(r"INSERT INTO (\w+) \(id,", statement) for statement, _ in statements) if m}:
            script.append(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        done = subprocess.run(["psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", self.address], input=";\n".join(script) + ";",
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    @staticmethod
    def literal(value):
        return "NULL" if value is None else str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"

    def value(self, cell):
        return None if cell == self.NULL else int(cell) if re.fullmatch(r"-?\d{1,18}", cell) else cell


class Site:
    """A server of its own: `with Site(program, centre="…") as site`. Settings are those of the command
    line. On SQLite, or in a schema of its own on the PostgreSQL of CORDEE_POSTGRES (tests/postgres):
    two sites of one test share nothing, not even mails to send."""
    command = ["serve"]

    def __init__(self, program, **settings):
        self.program, self.settings = program, settings

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="cordee-")
        self.file = pathlib.Path(self.folder.name) / "cordee.db"
        self.database = self.database_of(self.settings.get("database"))
        self.settings = {"database": self.database.address, "files": str(self.file.parent / "files"), "port": "0",
                         **self.settings}
        self.log = open(self.file.parent / "log", "ab")
        self.start()
        return self

    def database_of(self, address):
        if address and address.startswith("sqlite:"):
            return SQLite(address.removeprefix("sqlite:"))
        if address or "CORDEE_POSTGRES" in os.environ:
            return PostgreSQL(address or web.postgres_schema(self.folder.name))
        return SQLite(self.file)

    def start(self):
        arguments = [f"--{name}={value}" for name, value in self.settings.items()]
        self.process = subprocess.Popen([self.program, *self.command, *arguments], stdout=subprocess.PIPE,
                                        stderr=self.log, text=True)
        for line in self.process.stdout:
            found = re.search(r"listening on \S+:(\d+)|open http://localhost:(\d+)/demo", line)
            if found:
                self.port = int(found[1] or found[2])
                return
        raise RuntimeError("the server did not start:\n" + self.logged())

    def kill(self):
        """As a power cut would, but for what the system has not yet written: see tests/store/disk.h."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        logged = self.logged()
        self.process.stdout.close()
        self.log.close()
        self.folder.cleanup()
        if code != 0:
            raise RuntimeError(f"the server ended with {code}:\n{logged[-4000:]}")

    def logged(self):
        return (self.file.parent / "log").read_text()

    def sql(self, statement, *values):
        """Runs one statement on the database, beside the server; its rows."""
        return self.database.run(statement, values)


class Forms(html.parser.HTMLParser):
    """The forms of a page: action, and every field with its starting value."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.area, self.select = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append({"action": a.get("action", ""), "fields": {}})
        if not self.forms:
            return
        fields = self.forms[-1]["fields"]
        if tag == "input" and a.get("name"):
            if a.get("type") not in ("checkbox", "radio") or "checked" in a:
                fields[a["name"]] = a.get("value") or ""
        elif tag == "textarea":
            self.area = a.get("name")
            fields[self.area] = ""
        elif tag == "select":
            self.select = a.get("name")
            fields[self.select] = ""
        elif tag == "option" and self.select and "selected" in a:
            fields[self.select] = a.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1]["fields"][self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


class Reply(web.Page):
    @property
    def location(self):
        return self.headers["Location"]

    def fields(self, action):
        """Of the form that goes there, with its one-time key."""
        for form in Forms(self.text).forms:
            if form["action"] == action:
                return form["fields"]
        raise AssertionError(f"no form goes to {action}")

    def says(self, words):
        return words in html.unescape(self.text).replace("\u00a0", " ")


class Browser(web.Browser):
    def __init__(self, site):
        super().__init__(site.port, {"Accept-Language": "fr",
                                     "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/115.0"})

    def ask(self, *arguments, **named):
        page = super().ask(*arguments, **named)
        return Reply(page.status, page.headers, page.body)

    def get(self, path, follow=True, **headers):
        page = super().get(path, **headers)
        while follow and page.status == 303:
            page = super().get(urllib.parse.urlsplit(page.location)._replace(scheme="", netloc="").geturl())
        return page

    def submit(self, page, action, **fields):
        """Fills that form of the page and sends it; a redirection is not followed."""
        return self.post(action, {**page.fields(action), **fields})

    def follow(self, page):
        assert page.status == 303, f"{page.status}, not a redirection"
        return self.get(page.location)


class Sink:
    """A mail server on a free port; what it received is in `mails`. `refuse`: what it answers instead."""

    def __init__(self):
        self.mails, self.refuse = [], None

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def __enter__(self):
        from aiosmtpd.controller import Controller
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    def wait(self, count, seconds=15):
        """The mail of that number, from 1, once it has come."""
        until(lambda: len(self.mails) >= count, f"mail number {count}", seconds)
        return self.mails[count - 1]


def until(true, what, seconds=15):
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, f"never came: {what}"
        time.sleep(0.05)


def free_port():
    """Below 32768, where the system takes none for its own connections."""
    for port in range(20000 + os.getpid() % 9000, 32768):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise RuntimeError("no free port")


def path_in(mail):
    """The path of the address of the site that a mail asks to open."""
    return path_in_text(mail.get_body(("plain",)).get_content())


def path_in_text(plain):
    return re.search(r"https?://[^/\s]+(/\S+)", plain)[1]
