#!/usr/bin/env python3
"""Forms: what was typed comes back, keys have one effect, files are kept, limits are said."""
import http.client
import os
import sys
import threading
import time

from web import Browser, Server, check, multipart, raw, run

PROGRAM = sys.argv[1]
NOTE, FILE = "/notes/nouvelle", "/fichiers/nouveau"


def key(web, path=NOTE):
    return web.get(path).field("_key")


def count(server):
    return int(Browser(server.port).get("/compte").text)


@check("a form that is right is saved once, redirected, and says so once")
def saved(server):
    web = Browser(server.port)
    before = count(server)
    page = web.post(NOTE, {"_key": key(web), "title": "Bonjour", "body": "a\r\nb"})
    assert (page.status, page.headers["Location"]) == (303, "/notes/7/Bonjour")
    page = web.get(page.headers["Location"])
    assert page.field("flash") == "ok C'est noté.", page.text
    assert not web.get("/").field("flash")
    assert count(server) == before + 1


@check("a form that is wrong shows what was typed and what to do")
def wrong(server):
    web = Browser(server.port)
    page = web.post(NOTE, {"_key": key(web), "title": "Un titre beaucoup trop long", "number": " 1 00O "})
    assert page.status == 422
    assert page.field("title") == "Un titre beaucoup trop long" and page.field("number") == " 1 00O "
    assert page.field("title!") == "Raccourcissez à 20 caractères au plus."
    assert page.field("number!") == "Indiquez un nombre entier, en chiffres."
    again = web.post(NOTE, {"_key": page.field("_key"), "title": "Court", "number": " 1 00 "})
    assert again.status == 303, again.text


@check("a command's refusal is put by its field; the others have their page")
def refusals(server):
    web = Browser(server.port)

    def answer(title):
        page = web.post(NOTE, {"_key": key(web), "title": title})
        return page.status, page

    assert answer("interdit")[1].field("title!") == "Ce titre n'est pas permis."
    assert answer("regle")[1].field("!") == "La date limite est passée."
    assert answer("conflit")[0] == 409
    assert answer("absent")[0] == 404
    status, page = answer("plein")
    assert status == 503 and page.headers["Retry-After"], status
    assert page.field("!") == "Le disque est plein." and page.field("title") == "plein", "what was typed is still there"


@check("what the database refuses as a double is a conflict, said on the form")
def double(server):
    web = Browser(server.port)
    assert web.post(NOTE, {"_key": key(web), "title": "unique"}).status == 303
    before, page = count(server), web.post(NOTE, {"_key": key(web), "title": "unique"})
    assert page.status == 409 and page.field("title") == "unique" and page.field("!"), page.text
    assert count(server) == before


@check("a key used again has no second effect and gets the same answer")
def repeats(server):
    web = Browser(server.port)
    before, same = count(server), {"_key": key(web), "title": "repete"}
    answers = [web.post(NOTE, same) for _ in range(3)]
    assert {(a.status, a.headers["Location"]) for a in answers} == {(303, "/notes/7/repete")}
    assert count(server) == before + 1


@check("the same key ten times at once has one effect, and ten times the same answer")
def repeats_at_once(server):
    before, same, answers = count(server), {"_key": key(Browser(server.port)), "title": "dix fois"}, []

    def post():
        page = Browser(server.port).post(NOTE, same)
        answers.append((page.status, page.headers["Location"]))

    threads = [threading.Thread(target=post) for _ in range(10)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert answers == [(303, "/notes/7/dix%20fois")] * 10, answers
    assert count(server) == before + 1


@check("without a right key nothing is done, and what to do is said")
def keys(server):
    web, other = Browser(server.port), Browser(server.port)
    before, mine = count(server), key(web)
    bad = [None, "", "x", mine[:-1] + ("0" if mine[-1] != "0" else "1"), "0" * 64 + "." + "0" * 32]
    for value in bad:
        page = web.post(NOTE, {"title": "sans"} if value is None else {"_key": value, "title": "sans"})
        assert page.status == 403 and "trop longtemps" in page.text, (value, page.text)
        assert page.field("title") == "sans" and page.field("_key") not in bad, page.text
    other.get("/connexion")
    assert other.post(NOTE, {"_key": mine, "title": "sans"}).status == 403
    assert web.post("/machine", {}).text == "machine"
    assert count(server) == before


@check("another site cannot post here, even with a key")
def origin(server):
    web = Browser(server.port)

    def answer(**headers):
        return web.post(NOTE, {"_key": key(web), "title": "o" + key(web)[:8]}, **headers).status

    host = "127.0.0.1:%d" % server.port
    assert answer(Sec_Fetch_Site="cross-site") == 403 and answer(Sec_Fetch_Site="same-site") == 403
    assert answer(Origin="https://evil.example") == 403 and answer(Origin="null") == 403
    assert answer(Sec_Fetch_Site="same-origin", Origin="http://" + host) == 303
    assert answer(Origin="http://" + host) == 303 and answer(Origin="http://localhost") == 303


@check("bytes that are not UTF-8, and control characters, are refused")
def utf8(server):
    web = Browser(server.port)
    for value in ("%FF", "%C3", "a%00b", "a%1Bb", "%ED%A0%80", "%"):
        body = "_key=%s&title=%s" % (key(web), value)
        page = web.ask("POST", NOTE, body, {"Content-Type": "application/x-www-form-urlencoded"})
        assert page.status == 400 and "recommencez" in page.text, value


@check("limits: size and number of fields, unknown types; the answer is read")
def limits(server):
    web = Browser(server.port)
    page = web.post(NOTE, {"_key": key(web), "title": "x", "body": "a" * (1 << 20)})
    assert page.status == 413 and "raccourcissez" in page.text
    assert web.get("/compte").status == 200
    many = [("_key", key(web)), ("title", "nombreux")] + [("a%d" % i, "") for i in range(1100)]
    assert web.post(NOTE, many).status == 400
    page = web.ask("POST", NOTE, "{}", {"Content-Type": "application/json"})
    assert page.status == 415
    assert web.post(NOTE, {"_key": key(web), "title": "inconnu", "autre": "1"}).status == 303


@check("a file goes to the store and comes back, with its name and type")
def files(server):
    web = Browser(server.port)
    content = b"ligne 1\r\n--xx\r\n" * 100
    fields = [("_key", key(web, FILE)), ("title", "pièce")]
    page = web.upload(FILE, fields, [("piece", 'C:\\dossier\\rés "1.txt'.replace('"', "%22"), content)])
    assert page.status == 303, page.text
    where = page.headers["Location"]
    assert where.endswith("?nom=r%C3%A9s%20%271.txt"), where
    page = web.get(where + "&type=text/plain")
    assert page.body == content and page.headers["Content-Type"] == "application/octet-stream"
    assert page.headers["Content-Disposition"].startswith("attachment;")
    assert web.get(where, If_None_Match=page.headers["ETag"]).status == 304
    page = web.get(where + "&type=application/pdf")
    assert page.headers["Content-Disposition"].startswith("inline;") and page.headers["Content-Type"] == "application/pdf"
    assert web.get("/fichiers/" + "0" * 64).status == 404
    assert web.get("/fichiers/..%2f..%2ftest.db").status == 404


@check("an uploaded file is kept while its form is corrected")
def kept(server):
    web = Browser(server.port)
    page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "")], [("piece", "a.txt", b"contenu")])
    token = page.field("piece__kept")
    assert page.status == 422 and page.field("title!") == "Remplissez ce champ." and token
    again = web.upload(FILE, [("_key", page.field("_key")), ("title", "mieux"), ("piece__kept", token)], [])
    assert again.status == 303 and web.get(again.headers["Location"]).body == b"contenu"
    for bad in (token[:-1], token.replace("a.txt", "b.txt"), "0" * 64 + token[64:]):
        page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "mieux"), ("piece__kept", bad)], [])
        assert page.status == 422 and page.field("piece!") == "Joignez un fichier."
    web.get("/connexion")
    page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "autre"), ("piece__kept", token)], [])
    assert page.status == 422


@check("a file too large, or of another format, is said beside its field")
def too_large(server):
    web = Browser(server.port)
    page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "gros")], [("piece", "a.txt", b"a" * 2000001)])
    assert page.status == 422 and page.field("title") == "gros"
    assert page.field("piece!") == "Ce fichier dépasse 1\u00a0Mo\u00a0: allégez-le, puis joignez-le de nouveau.", page.text
    page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "exe")], [("piece", "a.exe", b"a")])
    assert page.status == 422 and page.field("piece!") == "Choisissez un fichier d'un format accepté."
    page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "vide")], [("piece", "", b"")])
    assert page.status == 422 and page.field("piece!") == "Joignez un fichier."


@check("beyond all limits: 413, read by a client that sent it all")
def far_too_large(server):
    web = Browser(server.port)
    page = web.upload(FILE, [("_key", key(web, FILE))], [("piece", "a.txt", b"a" * (20 << 20))])
    assert page.status == 413 and "trop lourds" in page.text
    head = ("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n"
            % (FILE, 10 << 30))
    assert b" 413 " in raw(server.port, head)[:20]


@check("the guard speaks before a file is received; without a key nothing is stored")
def guarded(server):
    head = ("POST /prive/fichiers HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n")
    answer = raw(server.port, head)
    assert answer.startswith(b"HTTP/1.1 303") and b"/connexion" in answer
    stored = set(os.listdir(server.folder + "/files"))
    web = Browser(server.port)
    web.get("/connexion")
    page = web.upload("/prive/fichiers", [("title", "x")], [("piece", "b.txt", b"jamais vu")])
    assert page.status == 403 and set(os.listdir(server.folder + "/files")) == stored


@check("malformed multipart is refused, whatever the cut")
def malformed(server):
    web = Browser(server.port)
    for cut in range(0, 40, 3):
        body, kind = multipart([("_key", key(web, FILE)), ("title", "x")], [("piece", "a.txt", b"abc")])
        page = web.ask("POST", FILE, body[:-1 - cut - 3], {"Content-Type": kind})
        assert page.status == 400, cut
    for kind in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 71):
        assert web.ask("POST", FILE, b"--x--\r\n", {"Content-Type": kind}).status == 415, kind


@check("a hundred posts at once are all saved, each once")
def together(server):
    before, answers = count(server), []
    keys = [key(Browser(server.port)) for _ in range(100)]

    def post(i):
        answers.append(Browser(server.port).post(NOTE, {"_key": keys[i], "title": "ensemble %d" % i}).status)

    threads = [threading.Thread(target=post, args=(i,)) for i in range(100)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert answers == [303] * 100, answers
    assert count(server) - before == 100, (before, count(server))


@check("a disk that takes no more: 503, and nothing is left half-written")
def full(server):
    small = Server([PROGRAM], upload_max=2000000, largest_file=1 << 20)
    try:
        web = Browser(small.port)
        page = web.upload(FILE, [("_key", key(web, FILE)), ("title", "x")], [("piece", "a.txt", b"a" * 1500000)])
        assert page.status == 503 and page.headers["Retry-After"], page.text
        assert os.listdir(small.folder + "/files") == []
        assert web.upload(FILE, [("_key", key(web, FILE)), ("title", "x")], [("piece", "a.txt", b"a")]).status == 303
    finally:
        small.stop()


@check("a client that leaves in the middle of its body leaves nothing behind")
def leaving(server):
    hasty = Server([PROGRAM], patience=1)
    try:
        web = Browser(hasty.port)
        body, kind = multipart([("_key", key(web, FILE)), ("title", "x")], [("piece", "a.txt", b"abandon" * 5000)])
        for part in (len(body) // 2, len(body) - 5):
            c = http.client.HTTPConnection("127.0.0.1", hasty.port)
            c.putrequest("POST", FILE)
            c.putheader("Content-Type", kind)
            c.putheader("Content-Length", str(len(body)))
            c.endheaders()
            c.send(body[:part])
            c.close()
        for _ in range(50):
            time.sleep(0.1)
            if not os.listdir(hasty.folder + "/files"):
                return
        raise AssertionError("parts of files are still there")
    finally:
        hasty.stop()


server = Server([PROGRAM], upload_max=2000000)
failed = run(server)
server.stop()
sys.exit(failed)
