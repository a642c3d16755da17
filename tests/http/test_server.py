#!/usr/bin/env python3
"""The server: routes, limits, refusals, caching, compression, cookies, slowness, stopping."""
import gzip
import sys
import threading
import time

from web import Browser, Server, check, raw, run

PROGRAM = sys.argv[1]
HEAD = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"


def status(answer):
    return int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def ask(server, path, headers=""):
    return raw(server.port, HEAD % (path, headers))


@check("literals win over parameters, numbers are numbers")
def routes(server):
    web = Browser(server.port)
    assert web.get("/cycles/nouveau").field("route") == "/cycles/nouveau"
    assert web.get("/cycles/alimentation").field("cycle") == "alimentation"
    page = web.get("/cycles/%C3%A9t%C3%A9/blocages/12?q=caf%C3%A9+noir")
    assert (page.field("cycle"), page.field("id"), page.field("q")) == ("été", "12", "café noir"), page.text
    for path in ("/cycles/x/blocages/0", "/cycles/x/blocages/12a", "/rien", "/cycles/a%2Fb", "/cycles/x/y/z"):
        assert web.get(path).status == 404, path


@check("a method that a page does not have is 405 and says which it has")
def methods(server):
    web = Browser(server.port)
    page = web.post("/compte", {})
    assert page.status == 405 and page.headers["Allow"] == "GET, HEAD"
    assert status(raw(server.port, "DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) == 405


@check("HEAD is GET without its body")
def head(server):
    web = Browser(server.port)
    page, bare = web.get("/grand"), web.ask("HEAD", "/grand")
    assert bare.status == 200 and bare.body == b"" and int(bare.headers["Content-Length"]) == len(page.body)


@check("a path has one form: the others lead to it")
def normal(server):
    web = Browser(server.port)
    for path, to in (("/cycles//x/", "/cycles/x"), ("/a/../compte", "/compte"), ("/./compte?q=1", "/compte?q=1")):
        page = web.get(path)
        assert (page.status, page.headers["Location"]) == (308, to), (path, page.status)
    assert status(ask(server, "/../etc")) == 400
    assert status(ask(server, "/\\evil.example//")) in (308, 404)


@check("what is not UTF-8 is 400, in path and query")
def utf8(server):
    for path in ("/cycles/%ff", "/?q=%C3", "/?q=%00", "/?q=%zz", "/%", "/?%e9=1"):
        answer = ask(server, path)
        assert status(answer) == 400 and b"page 400" in answer, (path, answer[:80])


@check("limits: address, headers, number of parameters")
def limits(server):
    assert status(ask(server, "/?q=" + "a" * 8000)) == 200
    assert status(ask(server, "/?q=" + "a" * 8300)) == 414
    assert status(ask(server, "/?q=" + "a" * 60000)) in (400, 413, 414, 431)
    assert status(ask(server, "/", "X: " + "a" * 60000 + "\r\n")) in (413, 431)
    assert status(ask(server, "/", "X: 1\r\n" * 5000)) in (413, 431)


@check("a duplicate Host, and a length with chunks, are refused")
def smuggling(server):
    assert status(raw(server.port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")) == 400
    assert status(ask(server, "/", "Host: autre\r\n")) == 400
    post = "POST /machine HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    chunk = "3\r\na=1\r\n0\r\n\r\n"
    assert status(raw(server.port, post + "Transfer-Encoding: chunked\r\n\r\n" + chunk)) == 200
    for bad in ("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 3\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"):
        assert status(raw(server.port, post + bad + "\r\n" + chunk)) == 400, bad
    assert status(raw(server.port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=1")) == 400


@check("every page carries its security headers")
def security(server):
    page = Browser(server.port).get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in page.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in page.headers


@check("a public page has a tag, and 304 when it has not changed; a signed-in one is kept by nobody")
def etag(server):
    web = Browser(server.port)
    page = web.get("/grand")
    assert page.headers["Cache-Control"] == "private, no-cache"
    again = web.get("/grand", If_None_Match=page.headers["ETag"])
    assert again.status == 304 and again.body == b"" and again.headers["ETag"] == page.headers["ETag"]
    assert web.get("/grand?n=201", If_None_Match=page.headers["ETag"]).status == 200
    assert web.get("/connexion?back=/prive").headers["Location"] == "/prive"
    mine = web.get("/grand")
    assert mine.headers["Cache-Control"] == "no-store" and "ETag" not in mine.headers


@check("pages are packed when that is accepted and worth it")
def compression(server):
    web = Browser(server.port)
    plain = web.get("/grand")
    assert "Content-Encoding" not in plain.headers and plain.headers["Vary"] == "Accept-Encoding"
    packed = web.get("/grand", Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert len(packed.body) * 3 < len(plain.body)
    assert web.get("/grand", Accept_Encoding="br, gzip").headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in web.get("/grand", Accept_Encoding="gzip;q=0").headers
    assert "Content-Encoding" not in web.get("/", Accept_Encoding="gzip").headers
    assert web.get("/grand", Accept_Encoding="gzip").headers["ETag"] == plain.headers["ETag"]


@check("assets: found under their hash, kept for a year, packed")
def assets(server):
    web = Browser(server.port)
    icon = web.get("/favicon.ico")
    assert icon.status == 200 and icon.headers["Content-Type"] == "image/svg+xml"
    assert "immutable" in icon.headers["Cache-Control"]
    assert web.get("/favicon.ico", Accept_Encoding="br").headers["Content-Encoding"] == "br"
    assert web.get("/assets/cordee.css").status == 404
    assert web.post("/favicon.ico", {}).status == 404


@check("the language: a choice, else the browser's, else French")
def language(server):
    web = Browser(server.port)
    assert web.get("/").field("lang") == "fr"
    assert web.get("/", Accept_Language="de, en-GB;q=0.8, fr;q=0.2").field("lang") == "en"
    page = web.get("/langue?to=en&back=/compte")
    assert (page.status, page.headers["Location"]) == (303, "/compte")
    assert web.get("/", Accept_Language="fr").field("lang") == "en"
    assert web.get("/langue?to=en&back=//evil.example/").headers["Location"] == "/"
    assert web.get("/langue?to=xx").status == 404


@check("the guard sends to the sign-in page, and back")
def guard(server):
    web = Browser(server.port)
    page = web.get("/prive")
    assert page.headers["Location"] == "/connexion?back=%2Fprive"
    assert web.get(page.headers["Location"]).headers["Location"] == "/prive"
    assert web.get("/prive").status == 200


@check("a download keeps its name; a cookie is closed")
def names(server):
    web = Browser(server.port)
    page = web.get("/telecharger")
    assert page.headers["Content-Disposition"].endswith("filename*=UTF-8''%C3%89valuation%20%22%C3%A9t%C3%A9%22.csv")
    cookie = web.get("/connexion").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie and cookie.startswith("login=")


@check("a handler that forgets to answer is a 500, said to the browser")
def forgetful(server):
    page = Browser(server.port).get("/oubli")
    assert page.status == 500 and page.text.startswith("page 500")


@check("what is slow does not keep others waiting")
def slow(server):
    started = time.monotonic()
    threads = [threading.Thread(target=lambda: Browser(server.port).get("/lent")) for _ in range(2)]
    for t in threads:
        t.start()
    time.sleep(0.1)
    for _ in range(20):
        assert Browser(server.port).get("/").status == 200
    assert time.monotonic() - started < 0.6
    for t in threads:
        t.join()


@check("one line of the log a request, and nothing personal in it")
def log(server):
    Browser(server.port).get("/cycles/secret-de-marie?q=secret-de-marie", User_Agent="secret-de-marie")
    time.sleep(0.1)
    lines = server.lines()
    assert any(" info GET /cycles/{cycle} 200 " in line for line in lines)
    assert not any("secret-de-marie" in line for line in lines)


@check("a client that trickles its headers or its body is let go")
def slowloris(server):
    hasty = Server([PROGRAM], patience=1)
    try:
        import socket
        started = time.monotonic()
        for opening in (b"GET / HTTP/1.1\r\nHost: a\r\n", b"POST /machine HTTP/1.1\r\nHost: a\r\nContent-Type: "
                        b"application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", hasty.port)) as s:
                s.sendall(opening)
                try:
                    for _ in range(60):
                        time.sleep(0.2)
                        s.sendall(b"X")
                except OSError:
                    pass
                else:
                    raise AssertionError("still there after 12 s")
        assert time.monotonic() - started < 12
        assert Browser(hasty.port).get("/").status == 200
    finally:
        hasty.stop()


@check("over https: cookies with a prefix, HSTS; behind a proxy: its word is taken")
def proxy(server):
    behind = Server([PROGRAM], base_url="https://cordee.example", behind_proxy=1)
    try:
        web = Browser(behind.port)
        page = web.get("/connexion?back=/prive")
        assert page.headers["Set-Cookie"].startswith("__Host-login=") and "Secure" in page.headers["Set-Cookie"]
        assert page.headers["Strict-Transport-Security"] and web.get("/prive").status == 200
        note = "/notes/nouvelle"

        def post(**headers):
            return web.post(note, {"_key": web.get(note).field("_key"), "title": "p%d" % (time.time_ns() % 10**9)}, **headers)

        assert post(Origin="https://cordee.example").status == 303
        assert post(Origin="https://autre.example").status == 403
        assert post(Origin="https://autre.example", X_Forwarded_Host="autre.example").status == 303
        page = web.get("/compte?q=1", X_Forwarded_Proto="http")
        assert (page.status, page.headers["Location"]) == (308, "https://cordee.example/compte?q=1")
    finally:
        behind.stop()


@check("stopping: what is under way is answered, then nobody is")
def stopping(server):
    other = Server([PROGRAM])
    port, answers = other.port, []
    waiting = threading.Thread(target=lambda: answers.append(Browser(port).get("/lent")))
    idle = Browser(port)
    idle.get("/")
    waiting.start()
    time.sleep(0.2)
    started = time.monotonic()
    other.stop()
    waiting.join()
    assert time.monotonic() - started < 2.5
    assert answers[0].status == 200 and answers[0].text == "lent"
    try:
        Browser(port).get("/")
    except OSError:
        return
    raise AssertionError("still listening")


server = Server([PROGRAM])
failed = run(server)
server.stop()
sys.exit(failed)
