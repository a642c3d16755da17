"""What the tests over HTTP share: a server process, a browser with cookies, and TAP.

    server = Server([program, folder, "patience=2"])     prints its port on its first line
    web = Browser(server.port)
    page = web.get("/")          page.status, page.text, page.headers, page.field("_key")
"""
import http.client
import http.cookies
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback
import urllib.parse

CHECKS = []


def check(words):
    """Marks a function as a check, run by `run`. It returns why it was skipped, if it was."""
    def mark(function):
        CHECKS.append((words, function))
        return function
    return mark


def run(*arguments):
    print("1..%d" % len(CHECKS))
    failed = 0
    for number, (words, function) in enumerate(CHECKS, 1):
        try:
            skipped = function(*arguments)
            print("ok %d - %s%s" % (number, words, " # SKIP " + skipped if skipped else ""))
        except Exception:
            failed = 1
            print("not ok %d - %s" % (number, words))
            for line in traceback.format_exc().splitlines():
                print("# " + line)
        sys.stdout.flush()
    return failed


def free_port():
    """Below the ports that the system hands out, so that no client takes it meanwhile."""
    while True:
        port = random.randrange(20000, 32768)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass


def postgres_schema(folder):
    """The address of a schema of its own, made for this folder."""
    address, name = os.environ["CORDEE_POSTGRES"], os.path.basename(folder).replace("-", "_").lower()
    subprocess.run(["psql", "-q", address, "-c", "CREATE SCHEMA IF NOT EXISTS " + name], check=True)
    return "%s&options=-csearch_path%%3D%s" % (address, name)


class Server:
    def __init__(self, command, folder=None, **options):
        self.folder = folder or tempfile.mkdtemp(prefix="cordee-http-")
        os.makedirs(self.folder + "/files", exist_ok=True)
        self.log = open(self.folder + "/log", "a+", encoding="utf-8")
        options.setdefault("port", free_port())
        if "CORDEE_POSTGRES" in os.environ:
            options.setdefault("database", postgres_schema(self.folder))
        words = [*command, self.folder, *("%s=%s" % o for o in options.items())]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port = int(self.process.stdout.readline())

    def stop(self, keep=False):
        self.process.terminate()
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()
        if not keep:
            shutil.rmtree(self.folder)
        if code != 0:
            raise AssertionError("the server ended with %d" % code)

    def lines(self):
        with open(self.folder + "/log", encoding="utf-8") as log:
            return log.read().splitlines()


class Page:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode()

    def field(self, name):
        """The value of a line "name: value", or of a form's input."""
        found = re.search(r"^%s: (.*)$" % re.escape(name), self.text, re.M)
        found = found or re.search(r'name="%s" value="([^"]*)"' % re.escape(name), self.text)
        return found[1] if found else None


class Browser:
    def __init__(self, port, headers=None):
        self.port, self.cookies, self.headers = port, {}, headers or {}
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        sent = {**self.headers, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join("%s=%s" % c for c in self.cookies.items())
        if not self.connection:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
            page = Page(answer.status, answer.headers, answer.read())
        except Exception:
            self.connection = None
            raise
        if answer.will_close:
            self.connection.close()
            self.connection = None
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return page

    def get(self, path, **headers):
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, fields, **headers):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        extra = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.ask("POST", path, urllib.parse.urlencode(fields), {**kind, **extra})

    def upload(self, path, fields, files, **headers):
        """files: (field, name, bytes)"""
        body, kind = multipart(fields, files)
        return self.ask("POST", path, body, {"Content-Type": kind, **headers})


def multipart(fields, files, boundary="xxLimitexx"):
    parts = []
    for name, value in fields:
        parts.append('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary, name, value))
    body = "".join(parts).encode()
    for name, filename, content in files:
        head = '--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: text/plain\r\n\r\n'
        body += (head % (boundary, name, filename)).encode() + content + b"\r\n"
    return body + ("--%s--\r\n" % boundary).encode(), "multipart/form-data; boundary=" + boundary


def raw(port, sent, timeout=10):
    """Sends bytes as they are; what comes back until the server closes, or falls silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as s:
        s.sendall(sent if isinstance(sent, bytes) else sent.encode())
        got = b""
        try:
            while part := s.recv(65536):
                got += part
        except (TimeoutError, ConnectionResetError):
            pass
        return got
