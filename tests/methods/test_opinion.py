#!/usr/bin/env python3
"""cordee opinion, as anyone types it: on real conversations, against what Polis published and against the
definitions told in Python; on files that are not right, a message and its place."""
import csv
import itertools
import math
import random

import methods
from methods import check, cordee, needs, picture, refused

SILENT = ("true", "1")


def conversation(folder):
    """The matrix: people and statements in order of ids, {(person, statement): vote}, groups published, comments."""
    rows = list(csv.reader(open(folder / "participants-votes.csv", newline="", encoding="utf-8")))
    head = rows[0]
    columns = {i: int(h) for i, h in enumerate(head) if h.lstrip("-").isdigit()}
    votes = {(int(r[0]), j): int(r[i]) for r in rows[1:] for i, j in columns.items() if r[i]}
    groups = {int(r[0]): int(r[head.index("group-id")]) for r in rows[1:] if r[head.index("group-id")]}
    comments = list(csv.DictReader(open(folder / "comments.csv", newline="", encoding="utf-8")))
    return sorted(int(r[0]) for r in rows[1:]), sorted(columns.values()), votes, groups, comments


def lists(name, pairs, heading="participant,group"):
    return methods.written(heading + "\n" + "".join(f"{','.join(map(str, p))}\n" for p in pairs), name)


@check("bg2050: the published group-informed consensus of 371 statements, to 1e-9, from the published groups")
@needs("opinion/bg2050-volunteers")
def _(folder):
    _, _, _, groups, comments = conversation(folder)
    found = cordee("opinion", folder, "--mode=compat", f"--groups={lists('g.csv', groups.items())}").json()
    published = {r["comment-id"]: float(r["group-informed-consensus"]) for r in comments}
    assert len(published) == 371 == len(found["group_informed"])
    assert all(abs(found["group_informed"][i] - value) < 1e-9 for i, value in published.items())
    assert [g["size"] for g in found["groups"]] == [100, 8]


def shares(na, ns, nr, sr):
    """Share, its test, ratio to the others', test of the difference: as Polis has them."""
    p, q, pooled = (na + 1) / (ns + 1), (nr + 1) / (sr + 1), (na + nr + 2) / (ns + sr + 2)
    z = 0 if pooled == 1 else (p - q) / math.sqrt(pooled * (1 - pooled) * (1 / (ns + 1) + 1 / (sr + 1)))
    return (na + 1) / (ns + 2), 2 * math.sqrt(ns + 1) * (p - .5), (na + 1) / (ns + 2) / ((nr + 1) / (sr + 2)), z


def chosen(cells, out):
    """Representative statements of one group: cells gives, for each statement, (na, nd, ns) here and elsewhere."""
    sig = lambda z: z > 1.2816  # noqa: E731
    sufficient, best, agree = [], None, None
    for j, (here, there) in cells.items():
        if j in out:
            continue
        a, d = shares(here[0], here[2], there[0], there[2]), shares(here[1], here[2], there[1], there[2])
        side = ("agree", here[0], a) if a[3] > d[3] else ("disagree", here[1], d)
        entry = (j, side[0], side[1], here[2], *side[2])
        if (sig(a[3]) and sig(a[1])) or (sig(d[3]) and sig(d[1])):
            sufficient.append(entry)
        if best is None or max(a[3], d[3]) > best[0]:
            best = (max(a[3], d[3]), entry)
        if here[0] == here[1] == 0:
            continue
        if agree is None:
            takes = sig(a[1]) or (a[2] > 1 and a[0] > .5)
        elif agree[0][2] > 1:
            takes = math.prod(a) > math.prod(agree[0])
        else:
            takes = a[0] * a[1] > agree[0][0] * agree[0][1]
        if takes:
            agree = (a, entry)
    head = agree[1] if agree else best[1] if best else None
    if not sufficient:
        return [head] if head else []
    sufficient.sort(key=lambda e: (-math.prod(e[4:8]), e[0]))
    first = [head] if agree else []
    kept = (first + [e for e in sufficient if not first or e[0] != head[0]])[:5]
    return [e for e in kept if e[1] == "agree"] + [e for e in kept if e[1] == "disagree"]


@check("compat on real conversations: representative statements, majorities and priorities, by their definitions")
@needs("opinion")
def _(data):
    for folder in sorted(p for p in data.iterdir() if p.is_dir()):
        people, statements, votes, groups, comments = conversation(folder)
        out = {int(r["comment-id"]) for r in comments if r["moderated"] == "-1"}
        meta = {int(r["comment-id"]) for r in comments if r.get("is-meta", "") in SILENT}
        found = cordee("opinion", folder, "--mode=compat", f"--groups={lists('g.csv', groups.items())}").json()
        assert found["participants"] == len(people) and found["votes"] == len(votes) and found["statement_ids"] == statements
        count = {(g, j): [0, 0, 0] for g in set(groups.values()) for j in statements}
        for (i, j), v in votes.items():
            if i in groups:
                cell = count[groups[i], j]
                cell[0] += v > 0
                cell[1] += v < 0
                cell[2] += 1
        sizes = {g: list(groups.values()).count(g) for g in set(groups.values())}
        used = {(g, j): (0, 0, sizes[g]) if j in meta else tuple(c) for (g, j), c in count.items()}
        for g in sizes:
            cells = {j: (used[g, j], tuple(sum(used[h, j][x] for h in sizes if h != g) for x in range(3))) for j in statements}
            ours = [[e[k] for k in ("id", "side", "n_success", "n_trials", "p_success", "p_test", "repness", "repness_test")]
                    for e in found["representative"][str(g)]]
            wanted = chosen(cells, out)
            assert [e[:4] for e in ours] == [list(e[:4]) for e in wanted], (folder.name, g, ours, wanted)
            assert all(abs(a - b) < 1e-9 for o, w in zip(ours, wanted) for a, b in zip(o[4:], w[4:]))
        for side, x in (("agree", 0), ("disagree", 1)):
            totals = {j: [0, 0, 0] for j in statements}
            for (i, j), v in votes.items():
                totals[j][0] += v > 0
                totals[j][1] += v < 0
                totals[j][2] += 1
            best = sorted(((s[0] * s[1], -j) for j, t in totals.items() if j not in out | meta
                           for s in [shares(t[x], t[2], 0, 0)] if s[0] > .5 and s[1] > 1.2816), reverse=True)[:5]
            assert [e["id"] for e in found["majority"][side]] == [-j for _, j in best], (folder.name, side)


@check("the log gives the same map as the matrix, the latest vote of each counting, whatever the order of its lines")
@needs("opinion/vtaiwan.uberx")
def _(folder):
    def lines(name):
        return open(folder / name, encoding="utf-8", newline="").read()
    alone, mixed = methods.FOLDER / "log", methods.FOLDER / "mixed"
    for place, shuffle in ((alone, False), (mixed, True)):
        place.mkdir(exist_ok=True)
        head, *rows = lines("votes.csv").splitlines(keepends=True)
        if shuffle:
            random.Random(3).shuffle(rows)
        (place / "votes.csv").write_text(head + "".join(rows), encoding="utf-8")
        (place / "comments.csv").write_text(lines("comments.csv"), encoding="utf-8")
    whole = cordee("opinion", folder, "--mode=compat").json()
    for place in (alone, mixed):
        other = cordee("opinion", place, "--mode=compat").json()
        assert all(whole[k] == other[k] for k in whole if k not in ("topic", "explanation"))
    assert [g["size"] for g in whole["groups"]] == [327, 891] and whole["k"] == 2


@check("given groups, lists of whom to group, given bases")
@needs("opinion/brexit-consensus")
def _(folder):
    people, _, votes, groups, _ = conversation(folder)
    grouped = people[::2]
    some = cordee("opinion", folder, "--mode=compat", f"--grouped={lists('some.csv', ((p,) for p in grouped), 'participant')}").json()
    assert sorted(i for g in some["groups"] for i in g["members"]) == grouped
    based = cordee("opinion", folder, "--mode=compat", f"--bases={lists('b.csv', ((p, p % 12) for p in groups), 'participant,base')}").json()
    together = {i: g["id"] for g in based["groups"] for i in g["members"]}
    assert all(len({together[i] for i in groups if i % 12 == b and i in together}) == 1 for b in range(12))
    refused(cordee("opinion", folder, f"--bases={lists('b.csv', [(1, 1)])}"), words="--bases")
    refused(cordee("opinion", folder, f"--groups={lists('g.csv', [(1, 0), (9999, 1)])}"), "g.csv:3:1")
    refused(cordee("opinion", folder, f"--groups={lists('g.csv', [(1, 0), (1, 1)])}"), "g.csv:3:1")
    refused(cordee("opinion", folder, f"--groups={lists('g.csv', [(1, -3)])}"), "g.csv:2:3")
    refused(cordee("opinion", folder, f"--grouped={lists('g.csv', [('x',), ('y',)])}"), "g.csv:2:1")


@check("cordée on real conversations: clear groups or none, told in both languages; no count below five")
@needs("opinion")
def _(data):
    clear = {}
    for folder in sorted(p for p in data.iterdir() if p.is_dir()):
        done = cordee("opinion", folder)
        found = done.json()
        clear[folder.name] = found["k"]
        assert done.code == (0 if found["clear"] else 1) and (found["k"] > 0) == found["clear"]
        assert len(found["groups"]) == found["k"] and all(g["size"] >= 5 for g in found["groups"])
        told = [n for key in ("bridging", "divisive", "uncertain") for e in found[key]
                for n in (e["agree"], e["disagree"], e["pass"], e["seen"])]
        told += [n for claims in found["representative"].values() for e in claims for n in (e["n_success"], e["n_trials"])]
        assert not any(n in (1, 2, 3, 4) for n in told)
        assert all(0 <= c <= 1 for c in found["confidence"].values())
        for key in ("bridging", "divisive", "uncertain"):
            assert all(a["low"] >= b["low"] for a, b in itertools.pairwise(found[key]))
        french, english = cordee("opinion", folder, report=True, lang="fr"), cordee("opinion", folder, report=True)
        assert "énoncés" in french.out and "statements" in english.out and french.code == english.code == done.code
        if folder.name != "vtaiwan.uberx":  # its statements have no spaces to wrap at
            assert all(len(line) <= 80 for line in english.out.splitlines())
    assert clear["brexit-consensus"] == 2 and clear["vtaiwan.uberx"] in (2, 3, 4), clear
    assert clear["london.youth.policing"] == 0, clear


@check("the picture stands alone, is told in words, and names every group by its letter")
@needs("opinion/brexit-consensus")
def _(folder):
    path = methods.FOLDER / "map.svg"
    cordee("opinion", folder, f"--svg={path}")
    root = picture(path)
    words = [t.text for t in root.iter("text")]
    assert "A" in words and "B" in words and "groups" in root.findtext("desc")


@check("written again and read again, the conversation is the same")
@needs("opinion/london.youth.policing")
def _(folder):
    copy = methods.FOLDER / "copy"
    first = cordee("opinion", folder, "--mode=compat", f"--export={copy}").json()
    second = cordee("opinion", copy, "--mode=compat").json()
    assert sorted(p.name for p in copy.iterdir()) == ["comment-groups.csv", "comments.csv", "participants-votes.csv", "summary.csv", "votes.csv"]
    assert {k: first[k] for k in first if k != "explanation"} == {k: second[k] for k in second if k != "explanation"}
    assert first["explanation"] == second["explanation"]


def folder_of(name, **files):
    place = methods.FOLDER / name
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for file, text in files.items():
        (place / (file.replace("_", "-") + ".csv")).write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


@check("what is not right is refused with its place")
def _():
    ok = "participant,group-id,1,2\n1,0,1,-1\n2,1,,0\n"
    for text, place in [
        ("participant,1,2\n1,1\n", "participants-votes.csv:2:4"),
        ("participant,1,2\n1,1,,1\n", "participants-votes.csv:2:5"),
        ("participant,1,2\n1,2,0\n", "participants-votes.csv:2:3"),
        ("participant,1,2\n1,-2,0\n", "participants-votes.csv:2:3"),
        ("participant,1,2\n1,-,0\n", "participants-votes.csv:2:3"),
        ("participant,1,2\nx,1,0\n", "participants-votes.csv:2:1"),
        ("participant,1,2\n1,1,0\n1,1,0\n", "participants-votes.csv:3:1"),
        ("participant,1,1\n1,1,0\n", "participants-votes.csv:1:15"),
        ("someone,1\n1,1\n", "participants-votes.csv:1:1"),
        ("", "participants-votes.csv:1:1"),
        (b"participant,1\n1,\xff\n", "participants-votes.csv:2:3"),
        (b"participant,1\n1,\x00\n", "participants-votes.csv:2:3"),
        ("participant,xid,1\n1,\"a,1\n", "participants-votes.csv:2:3"),
    ]:
        refused(cordee("opinion", folder_of("bad", participants_votes=text)), place)
    for text, place in [
        ("timestamp,comment-id,vote\n1,1,1\n", "votes.csv:1:1"),
        ("timestamp,comment-id,voter-id,vote\n1,1,1,7\n", "votes.csv:2:7"),
        ("timestamp,comment-id,voter-id,vote\n1,1,1,1\n1,1\n", "votes.csv:3:4"),
        ("timestamp,comment-id,voter-id,vote\n99999999999999999999,1,1,1\n", "votes.csv:2:1"),
    ]:
        refused(cordee("opinion", folder_of("bad", votes=text)), place)
    for text, place in [
        ("id,comment-body\n1,x\n", "comments.csv:1:1"),
        ("comment-id,moderated\n1,2\n", "comments.csv:2:3"),
        ("comment-id,is-meta\n1,perhaps\n", "comments.csv:2:3"),
        ("comment-id,moderated\n1,1\n1,1\n", "comments.csv:3:1"),
        ("comment-id,comment-body\n1,a\n2,\"open\n", "comments.csv:3:3"),
        ("comment-id,comment-body\n1\n", "comments.csv:2:2"),
    ]:
        refused(cordee("opinion", folder_of("bad", participants_votes=ok, comments=text)), place)
    refused(cordee("opinion", folder_of("bad")), "bad")
    refused(cordee("opinion", methods.FOLDER / "nowhere"), "nowhere")


@check("nobody, one person, everyone alike: a map or a message, never a crash")
def _():
    for mode in ("compat", "cordee"):
        none = cordee("opinion", folder_of("little", participants_votes="participant,1,2\n"), f"--mode={mode}")
        assert none.code == 2 and "no vote" in none.err, none
        one = cordee("opinion", folder_of("little", participants_votes="participant,1,2\n5,1,-1\n"), f"--mode={mode}").json()
        assert one["participants"] == 1 and one["votes"] == 2
        rows = "".join(f"{i},1,1,-1\n" for i in range(30))
        same = cordee("opinion", folder_of("little", participants_votes="participant,1,2,3\n" + rows), f"--mode={mode}")
        assert same.code == (0 if mode == "compat" else 1) and len({(p["x"], p["y"]) for p in same.json()["projection"]}) == 1
        assert cordee("opinion", methods.FOLDER / "little", f"--mode={mode}", report=True).out


@check("the order of rows and columns does not matter; the seed is heeded")
@needs("opinion/brexit-consensus")
def _(folder):
    rows = list(csv.reader(open(folder / "participants-votes.csv", newline="", encoding="utf-8")))
    columns = list(range(len(rows[0])))
    random.Random(1).shuffle(columns)
    body = rows[1:]
    random.Random(2).shuffle(body)
    text = "".join(",".join(r[c] for c in columns) + "\n" for r in [rows[0], *body])
    comments = (folder / "comments.csv").read_bytes()
    mixed = folder_of("order", participants_votes=text, comments=comments)
    plain = folder_of("plain", participants_votes=(folder / "participants-votes.csv").read_bytes(), comments=comments)
    for seed in (1, 2):
        assert cordee("opinion", mixed, f"--seed={seed}").out == cordee("opinion", plain, f"--seed={seed}").out


methods.main()
