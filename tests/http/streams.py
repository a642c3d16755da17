"""A reader of server-sent events, for the tests over HTTP."""
import html
import select
import socket
import time


def poll(sock, seconds):
    """select() does not take the descriptors of a thousand readers."""
    waiting = select.poll()
    waiting.register(sock, select.POLLIN)
    return waiting.poll(seconds * 1000)


class Reader:
    """A stream of events, read as it comes."""

    def __init__(self, port, counter=1, last=None, lang="fr", path="/compteurs/%d/flux", room=0, login=None):
        self.socket = socket.socket()
        self.socket.settimeout(10)
        if room:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        self.socket.connect(("127.0.0.1", port))
        seen = "Last-Event-ID: %s\r\n" % last if last else ""
        seen += "Cookie: login=%s\r\n" % login if login else ""
        path = path % counter if "%d" in path else path
        head = "GET %s HTTP/1.1\r\nHost: a\r\nAccept-Language: %s\r\n%s\r\n" % (path, lang, seen)
        self.socket.sendall(head.encode())
        self.bytes, self.ended = b"", False

    def pull_once(self, seconds):
        if not self.ended and poll(self.socket, seconds):
            part = self.socket.recv(65536)
            self.ended = not part
            self.bytes += part

    def pull(self, seconds):
        until = time.monotonic() + seconds
        while not self.ended and (left := until - time.monotonic()) > 0:
            self.pull_once(left)

    def events(self):
        """(id, data) of each event so far."""
        body, text = self.bytes.split(b"\r\n\r\n", 1)[-1], b""
        while body and b"\r\n" in body:  # out of its chunks
            size, rest = body.split(b"\r\n", 1)
            n = int(size, 16)
            text, body = text + rest[:n], rest[n + 2:]
        found = []
        for event in text[:text.rfind(b"\n\n") + 1].decode().split("\n\n"):  # the last may not be whole
            lines = [line.split(": ", 1) for line in event.split("\n") if ": " in line]
            if any(name == "id" for name, _ in lines):
                found.append((dict(lines)["id"], "\n".join(value for name, value in lines if name == "data")))
        return found

    def wait(self, ends, seconds=5):
        """The first event whose data ends so."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for found in self.events():
                if found[1].endswith(ends):
                    return found
            self.pull_once(0.1)
        raise AssertionError("%r did not come: %r" % (ends, self.bytes))

    def holds(self, *words, seconds=5):
        """The first event that holds all those words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for found in self.events():
                if all(w in html.unescape(found[1]) for w in words):
                    return found
            self.pull_once(0.1)
        raise AssertionError("%r did not come: %r" % (words, self.events()[-1:]))
