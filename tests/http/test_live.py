#!/usr/bin/env python3
"""Live: streams of events, catching up, the pace of a topic, many readers, the end."""
import os
import socket
import sys
import time

from streams import Reader
from web import Browser, Server, check, run

PROGRAM = sys.argv[1]


def bump(server, counter, times=1):
    web = Browser(server.port)
    for _ in range(times):
        assert web.post("/compteurs/%d" % counter, {}).status == 200


@check("a reader gets the present state, then each change, in its language")
def changes(server):
    french, english = Reader(server.port, 1), Reader(server.port, 1, lang="en")
    assert french.wait("fr 0</div>")[1] == '<div id="c">\nfr 0</div>'
    english.wait("en 0</div>")
    assert b"Content-Type: text/event-stream" in french.bytes and b"retry: " in french.bytes
    assert b"Cache-Control: no-store" in french.bytes and b"X-Accel-Buffering: no" in french.bytes
    bump(server, 1)
    french.wait("fr 1</div>")
    english.wait("en 1</div>")


@check("who comes back gets what was missed, and nothing when nothing was")
def catch_up(server):
    stays, reader = Reader(server.port, 2), Reader(server.port, 2)
    stays.wait("fr 0</div>")
    last = reader.wait("fr 0</div>")[0]
    reader.socket.close()
    again = Reader(server.port, 2, last)
    again.pull(0.5)
    assert again.events() == [], again.events()
    again.socket.close()
    bump(server, 2, 3)
    stays.wait("fr 3</div>")
    Reader(server.port, 2, last).wait("fr 3</div>")
    Reader(server.port, 2, "deadbeef-1").wait("fr 3</div>")
    now = Reader(server.port, 2).wait("fr 3</div>")[0]
    for seen, events in ((last, 1), (now, 0)):  # as live.js says it
        reader = Reader(server.port, 2, path="/compteurs/%d/flux?last=" + seen)
        reader.pull(0.5)
        assert len(reader.events()) == events


@check("a topic is sent at most five times a second, and always its latest state")
def pace(server):
    reader = Reader(server.port, 3)
    reader.wait("fr 0</div>")
    started = time.monotonic()
    while time.monotonic() - started < 1.5:
        bump(server, 3)
    total = int(Browser(server.port).ask("POST", "/compteurs/3").status == 200)
    reader.pull(0.6)
    events = reader.events()
    assert 4 <= len(events) <= 12, len(events)
    last = int(events[-1][1].split()[-1][:-6])
    assert last > 20 and total, last
    reader.pull(0.5)
    assert len(reader.events()) == len(events)


@check("who comes just after a change is never shown what was before it")
def not_set_back(server):
    stays = Reader(server.port, 5)
    stays.wait("fr 0</div>")
    for now in range(1, 11):
        bump(server, 5)
        comes = Reader(server.port, 5)
        first = comes.wait("</div>")[1]
        assert first.endswith("fr %d</div>" % now), first
        comes.socket.close()
        stays.wait("fr %d</div>" % now)


@check("an unknown topic is 404; HEAD of a stream is its head")
def unknown(server):
    web = Browser(server.port)
    assert web.get("/compteurs/0/flux").status == 404
    page = web.ask("HEAD", "/compteurs/1/flux")
    assert page.status == 200 and page.headers["Content-Type"] == "text/event-stream"


@check("a thousand readers hear a change within a second, and cost little memory")
def many(server):
    def resident():
        with open("/proc/%d/status" % server.process.pid) as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))

    before = resident()
    readers = [Reader(server.port, 4) for _ in range(1000)]
    for r in readers:
        r.wait("fr 0</div>")
    cost = (resident() - before) / 1000
    started = time.monotonic()
    bump(server, 4)
    for r in readers:
        r.wait("fr 1</div>")
    assert time.monotonic() - started < 2
    most = 80 if "ASAN_OPTIONS" in os.environ else 30  # AddressSanitizer keeps what was freed, and shadows
    assert cost < most, "%.1f KB a reader" % cost
    print("# %.1f KB a reader, heard after %.0f ms" % (cost, 1000 * (time.monotonic() - started)))
    for r in readers:
        r.socket.close()
    assert Browser(server.port).get("/").status == 200


@check("a stream outlives the patience of the server: a silent topic is nobody's fault")
def patience(server):
    hasty = Server([PROGRAM], patience=1)
    try:
        reader = Reader(hasty.port, 1)
        reader.wait("fr 0</div>")
        bump(hasty, 1)
        reader.wait("fr 1</div>")
        time.sleep(2.5)
        bump(hasty, 1)
        reader.wait("fr 2</div>")
    finally:
        hasty.stop()


@check("a reader that does not read is dropped, and holds nobody up")
def stuck(server):
    hasty = Server([PROGRAM], patience=1)
    try:
        idle = Reader(hasty.port, 1, path="/lourds/%d/flux", room=4096)
        reader = Reader(hasty.port, 1)
        for i in range(8):
            bump(hasty, 1)
            reader.wait("fr %d</div>" % (i + 1), 2)
        time.sleep(2.5)
        try:
            idle.pull(2)
        except ConnectionResetError:
            idle.ended = True
        assert idle.ended and not idle.bytes.endswith(b"0\r\n\r\n")
    finally:
        hasty.stop()


@check("stopping ends the streams")
def stopping(server):
    other = Server([PROGRAM])
    readers = [Reader(other.port, 1) for _ in range(20)]
    for r in readers:
        r.wait("fr 0</div>")
    started = time.monotonic()
    other.stop()
    assert time.monotonic() - started < 2
    for r in readers:
        r.pull(1)
        assert r.ended and r.bytes.endswith(b"0\r\n\r\n")


server = Server([PROGRAM])
failed = run(server)
server.stop()
sys.exit(failed)
