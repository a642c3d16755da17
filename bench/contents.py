"""What the three servers show: the demonstration with a list of 60 blockers and a thread of 61
posts, the same bytes as files, the same words as a wiki page and a forum.

Nothing here measures.
"""
import re
import sqlite3
import subprocess
import urllib.parse
from pathlib import Path

from servers import BenchError, cordee, fetch

LISTED, REPLIES = 60, 60  # a thread is its first post and its replies
LONG = 1 << 20            # seconds: what is added was said after the rest

TITLES = ("Le marché n'ouvre qu'à ceux qui travaillent", "Personne ne lit le compte rendu",
          "Le budget se décide avant que l'on en parle", "Les jeunes ne viennent pas aux réunions",
          "Deux services répondent à la même question", "Le conseil municipal n'a pas vu le projet")
SENTENCES = ("Nous avons essayé une réunion à dix-huit heures, puis un samedi matin devant l'école.",
             "Ce qui a changé les choses chez nous, c'est d'aller voir les gens là où ils étaient déjà.",
             "La commune voisine a prêté sa salle & son animatrice : il ne manquait que les chaises.",
             "Qui d'autre a rencontré cette difficulté, et combien de temps a-t-il fallu pour en sortir ?",
             "L'élu référent a fini par accepter quand il a vu la liste des inscrits.",
             "Nous pouvons partager notre modèle de courrier, qui tient en une demi-page.")


def words(number, sentences):
    return " ".join(SENTENCES[(number * 5 + i * (1 + number % 5)) % len(SENTENCES)] for i in range(sentences))


def blocker(number):
    return f"{TITLES[number % len(TITLES)]} ({number + 1})", words(number, 3)


def reply(number):
    return words(number, 2 + number % 3)


def fill_demo(folder, program, demo):
    server = cordee(folder, program, "/", ("demo", demo))
    server.start()
    server.stop()
    return server.started


def add_thread(db, cycle, blocker_id, voices, now):
    for number in range(REPLIES):
        person, member = voices[number % len(voices)]
        db.execute("INSERT INTO reply (blocker, member, person, body, created) VALUES (?, ?, ?, ?, ?)",
                   (blocker_id, member, person, reply(number), now + number * 60))
    db.execute("UPDATE blocker SET replies = ? WHERE id = ? AND cycle = ?", (REPLIES, blocker_id, cycle))


def add_blockers(folder):
    """Into the file of a stopped Cordée: 60 public blockers newer than the others, hence the first
    page of the list, and 60 replies to the first of them. Returns the cycle's slug and text."""
    with sqlite3.connect(Path(folder) / "cordee.db") as db:
        cycle, slug, name, *texts = db.execute(
            "SELECT id, slug, name, summary, body, note FROM cycle WHERE published = 1 ORDER BY id").fetchone()
        voices = db.execute("SELECT person, member FROM role WHERE cycle = ? AND member IS NOT NULL ORDER BY person",
                            (cycle,)).fetchall()
        now = db.execute("SELECT max(active) FROM blocker").fetchone()[0] + LONG
        ids = []
        for number in range(LISTED):
            person, member = voices[number % len(voices)]
            ids.append(db.execute(
                "INSERT INTO blocker (cycle, member, person, title, body, topic, audience, created, active) "
                "VALUES (?, ?, ?, ?, ?, 'participation', 3, ?, ?) RETURNING id",
                (cycle, member, person, *blocker(number), now, now + number)).fetchone()[0])
        add_thread(db, cycle, ids[0], voices, now)
        names = [row[0] for row in db.execute("SELECT t.name FROM member m JOIN territory t ON t.id = m.territory "
                                              "WHERE m.cycle = ?", (cycle,))]
    db.close()
    markdown = f"# {name}\n\n" + "\n\n".join(texts) + "\n\n## Territoires\n\n" + "\n".join(f"- {n}" for n in names)
    paths = {"cycle": f"/cycles/{slug}", "list": f"/cycles/{slug}/echanges",
             "thread": f"/cycles/{slug}/echanges/blocages/{ids[0]}"}
    return paths, markdown


def check_page(name, body):
    """That the page is the one that is meant, before anyone measures how fast it comes."""
    html = body.decode()
    wanted = {"list": ('<li class="card">', LISTED), "thread": ('id="r', REPLIES)}.get(name)
    if wanted and html.count(wanted[0]) != wanted[1]:
        raise BenchError(f"the page {name} of Cordée holds {html.count(wanted[0])} × {wanted[0]}, not {wanted[1]}")


def save_files(server, paths, root):
    """Each page as a file, for nginx: and it must be the same at each request."""
    Path(root).mkdir()
    files = {}
    for name, path in paths.items():
        status, _, body = fetch(server.port, path)
        if status != 200 or body != fetch(server.port, path)[2]:
            raise BenchError(f"{path}: status {status}, or not the same bytes twice")
        check_page(name, body)
        (Path(root) / f"{name}.html").write_bytes(body)
        files[name] = f"/{name}.html"
    return files


def run_fossil(folder, *arguments, given=b""):
    done = subprocess.run(["fossil", *arguments], cwd=folder, env={"HOME": str(folder), "USER": "bench", "PATH": "/usr/bin:/bin"},
                          input=given, capture_output=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"fossil {arguments[0]}: {done.stderr.decode()}")
    return done.stdout


def post(folder, repository, path, **fields):
    """A form of the forum, through Fossil's own command that answers one request."""
    body = urllib.parse.urlencode(fields).encode()
    head = (f"POST {path} HTTP/1.0\r\nHost: localhost\r\nReferer: http://localhost/\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n")
    answer = run_fossil(folder, "test-http", repository, given=head.encode() + body).decode()
    made = re.search(r"Location: \S*/forumpost/([0-9a-f]+)", answer)
    if not made:
        raise BenchError(f"Fossil refused a post:\n{answer[:400]}")
    return made.group(1)


def fill_fossil(folder, markdown):
    """The cycle's text as its wiki page; the blockers as threads, the first with its replies."""
    repository = Path(folder) / "bench.fossil"
    run_fossil(folder, "init", repository, "--admin-user", "bench")
    run_fossil(folder, "user", "capabilities", "nobody", "ghjorz2", "-R", repository)  # reads all, sees links
    run_fossil(folder, "wiki", "create", "Cycle", "--mimetype", "text/x-markdown", "-R", repository,
               given=markdown.encode())
    kind = {"mimetype": "text/x-markdown", "submit": "Submit"}
    first = None
    for number in range(LISTED):
        title, body = blocker(number)
        made = post(folder, repository, "/forume1", title=title, content=body, **kind)
        first = first or made
    for number in range(REPLIES):
        post(folder, repository, "/forume2", fpid=first, reply="1", content=reply(number), **kind)
    return repository, {"cycle": "/wiki?name=Cycle", "list": f"/forum?n={LISTED}", "thread": f"/forumthread/{first}"}


def check_fossil(server, paths):
    wanted = {"cycle": ("<h2>Territoires", 1), "list": ('href="/forumpost/', LISTED),
              "thread": ("class='forumPostHdr'", REPLIES + 1)}
    for name, path in paths.items():
        status, _, body = fetch(server.port, path)
        if status != 200 or body.decode().count(wanted[name][0]) != wanted[name][1]:
            raise BenchError(f"Fossil's {path}: status {status}, or not all of it")
