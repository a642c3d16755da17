#!/usr/bin/env python3
"""cordee tables, end to end: known plans recounted here, wishes kept, a day that changes, and what is refused."""
import csv
import io
import itertools
import random

import methods
from methods import check, cordee, picture, refused, written

NAMES = """Ana Bruno Chloé David Elsa Farid Gaëlle Hugo Inès Jean Karim Léa Marc Nadia Omar Paul Quentin Rose Sami Tina
Ugo Vera Wanda Xavier Yann Zoé Adèle Basile""".split()
HEAD = "rule,who,rounds,detail\n"


def people(order=range(28), name="people.csv"):
    """Fourteen pairs of an elected and a staff member."""
    rows = [f"{NAMES[i]},{i // 2},{'élu' if i % 2 else 'agent'}\n" for i in order]
    return written("nom,binome,role\n" + "".join(rows), name)


def repeats(rounds):
    """Σ (meetings − 1)², counted again; each round seats nobody twice."""
    met = {}
    for tables in rounds:
        seated = [p for table in tables for p in table]
        assert len(set(seated)) == len(seated), seated
        for table in tables:
            for pair in itertools.combinations(sorted(table, key=str), 2):
                met[pair] = met.get(pair, 0) + 1
    return sum((m - 1) ** 2 for m in met.values())


def plan(*words, code=0):
    done = cordee("tables", *words)
    assert done.code == code, done
    found = done.json()
    assert repeats(found["rounds"]) == found["repeats"] >= found["bound"], found
    return found


@check("plans that are known to exist are found, without a repeat")
def _():
    for n, size, rounds in ((40, 5, 8), (32, 4, 9), (25, 5, 6), (15, 3, 7), (64, 8, 9), (48, 6, 6), (24, 4, 6), (24, 4, 7)):
        found = plan(f"--people={n}", f"--size={size}", f"--rounds={rounds}")
        assert found["repeats"] == 0, (n, size, rounds)
        assert all(sorted(itertools.chain(*tables)) == list(range(1, n + 1)) for tables in found["rounds"])
        assert {len(table) for tables in found["rounds"] for table in tables} == {size}


@check("27 people at tables of 4 or 5 meet nobody twice in 4 rounds")
def _():
    found = plan("--people=27", "--size=4-5", "--rounds=4")
    assert found["repeats"] == 0
    assert {len(table) for tables in found["rounds"] for table in tables} == {4, 5}


@check("fourteen pairs kept apart, an elected and a staff member at every table, 5 rounds")
def _():
    wishes = written(HEAD + "apart,@binome,,\nleast,role=élu,,1\nleast,role=agent,,1\nmix,role,,\n", "wishes.csv")
    found = plan(f"--people={people()}", "--size=4", "--rounds=5", f"--constraints={wishes}")
    assert found["broken"] == found["repeats"] == found["imbalance"] == 0 and found["faults"] == []
    place = {name: i for i, name in enumerate(NAMES)}
    for table in itertools.chain(*found["rounds"]):
        assert len({place[p] // 2 for p in table}) == 4 and {place[p] % 2 for p in table} == {0, 1}, table


@check("the order of the people's file changes no byte; neither does running again")
def _():
    wishes = written(HEAD + "apart,@binome,,\nmix,role,,\nstay,Zoé,,\n", "order.csv")
    shuffled = random.Random(1).sample(range(28), 28)
    words = ("--size=5", "--rounds=2", f"--constraints={wishes}")
    first = cordee("tables", f"--people={people()}", *words)
    assert first.code == 0 and first.out == cordee("tables", f"--people={people()}", *words).out
    assert first.out == cordee("tables", f"--people={people(shuffled, 'shuffled.csv')}", *words).out


@check("hosts stay, some are together, some are free again, some come late")
def _():
    wishes = written("règle;qui;tours;détail\nreste;Ana;;2\nreste;Bruno;;\nensemble;Chloé|David;1-2;\nséparés;@binome;;\n"
                     "libres;Chloé|David;;\nabsent;Elsa|Farid;1;\nabsent;binome=13;4-;\n", "cafe.csv")
    found = plan(f"--people={people()}", "--size=4", "--rounds=4", f"--constraints={wishes}")
    assert found["broken"] == 0, found["faults"]
    rounds = [{p: t for t, table in enumerate(tables, 1) for p in table} for tables in found["rounds"]]
    assert {r["Ana"] for r in rounds} == {2} and len({r["Bruno"] for r in rounds}) == 1
    assert "Elsa" not in rounds[0] and "Elsa" in rounds[1] and "Basile" in rounds[2] and "Basile" not in rounds[3]


@check("pairs who must always be together are, and no plan repeats less")
def _():
    wishes = written(HEAD + "together,@binome,,\n", "together.csv")
    found = plan(f"--people={people()}", "--size=4", "--rounds=4", f"--constraints={wishes}")
    assert found["broken"] == 0 and found["repeats"] == found["bound"] == 14 * 9, (found["broken"], found["repeats"])


@check("eight hosts stay while the others rotate, and nobody meets twice")
def _():
    wishes = written(HEAD + "stay,1|2|3|4|5|6|7|8,,\n", "hosts.csv")
    found = plan("--people=40", "--size=5", "--rounds=6", f"--constraints={wishes}")
    assert found["broken"] == found["repeats"] == 0
    for host in range(1, 9):
        assert len({t for tables in found["rounds"] for t, table in enumerate(tables) if host in table}) == 1


def seats(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))


@check("a plan goes on from its CSV: what is over is kept, who left is gone, nobody meets twice")
def _():
    before, after = methods.FOLDER / "before.csv", methods.FOLDER / "after.csv"
    words = (f"--people={people()}", "--size=4", "--rounds=5")
    plan(*words, f"--csv={before}")
    wishes = written(HEAD + "absent,binome=3,3-,\n", "gone.csv")
    found = plan(*words, f"--resume={before}", "--done=2", f"--constraints={wishes}", f"--csv={after}")
    old, new = seats(before.read_text()), seats(after.read_text())
    first = lambda rows: sorted((r["round"], r["table"], r["person"]) for r in rows if int(r["round"]) <= 2)
    assert first(old) == first(new) and found["repeats"] <= 2, found["repeats"]
    assert not [r for r in new if r["person"] in NAMES[6:8] and int(r["round"]) > 2]


@check("a past written among the wishes is kept too")
def _():
    past = "".join(f"past,{'|'.join(str(4 * t + i) for i in range(1, 5))},1,{t + 1}\n" for t in range(4))
    found = plan("--people=16", "--size=4", "--rounds=5", f"--constraints={written(HEAD + past, 'past.csv')}")
    assert found["rounds"][0] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]
    assert found["repeats"] <= 4, found["repeats"]


@check("tables of given sizes, fewer people than seats")
def _():
    found = plan("--people=15", "--size=6,6,4", "--rounds=3")
    assert [sorted(map(len, tables)) for tables in found["rounds"]] == [[4, 5, 6]] * 3


@check("what no plan can keep is counted and named")
def _():
    wishes = written(HEAD + "least,role=élu,,3\n", "toomany.csv")
    found = plan(f"--people={people()}", "--size=4", "--rounds=1", f"--constraints={wishes}")
    assert found["broken"] == found["bounds"]["broken"] == 7 and sum(f["by"] for f in found["faults"]) == 7
    assert all("élu" in f["message"] for f in found["faults"])


@check("small rooms: one person, everyone at one table, more seats than people")
def _():
    assert plan("--people=1", "--size=4", "--rounds=2")["rounds"] == [[[1]], [[1]]]
    assert plan("--people=3", "--size=200", "--rounds=3")["repeats"] == 12
    assert plan("--people=5", "--size=1", "--rounds=2")["repeats"] == 0
    gone = written(HEAD + "absent,1|2,2,\n", "allgone.csv")
    assert plan("--people=2", "--size=2", "--rounds=2", f"--constraints={gone}")["rounds"] == [[[1, 2]], []]


@check("sheets for people, in both languages; the picture")
def _():
    drawn = methods.FOLDER / "plan.svg"
    for lang, words in (("fr", ("Tour 1", "Où s'asseoir", "Avec")), ("en", ("Round 1", "Where to sit", "With"))):
        for sheet, expected in zip(("rounds", "seats", "people"), words):
            done = cordee("tables", f"--people={people()}", "--size=4", "--rounds=3", f"--sheet={sheet}", f"--svg={drawn}",
                          report=True, lang=lang)
            assert done.code == 0 and expected in done.out and all(len(line) <= 80 for line in done.out.splitlines()), done
    words = "".join(picture(drawn).itertext())
    assert "Round 3" in words and "Ana" in words


@check("what cannot be divided has no answer")
def _():
    for words in (("--people=7", "--size=4-5"), ("--people=7", "--size=3,3")):
        done = cordee("tables", *words, "--rounds=1")
        assert done.code == 1 and not done.out and done.err.count("\n") == 1, done


@check("options that make no sense are refused")
def _():
    for words in (("--people=0", "--size=4"), ("--people=2001", "--size=4"), ("--people=8", "--size=0"), ("--people=8", "--size=x"),
                  ("--people=8", "--size=5-4"), ("--people=8", "--size=4,,4"), ("--people=8", "--size=201"), ("--people=-3", "--size=4")):
        refused(cordee("tables", *words, "--rounds=2"))
    refused(cordee("tables", "--people=8", "--size=4", "--rounds=61"))
    refused(cordee("tables", "--people=nowhere.csv", "--size=4", "--rounds=2"))


@check("a people's file that is wrong is refused where it is wrong")
def _():
    for text, place in (("nom,role\nAna,élue\nAna,agent\n", "3:1"), ("nom,role\nAna,élue,trop\n", "2:10"), ("nom,role\n", ""),
                        ("nom,nom\nAna,b\n", "1:5"), ("nom,role\n ,x\n", "2:1"), ("nom,role\nAna\n", "2:4"), ("", ""),
                        ('nom,role\n"Ana,élue\n', "2:1"), (b"nom\n\xff\n", "2:1")):
        refused(cordee("tables", "--people", written(text, "wrong.csv"), "--size=4", "--rounds=2"), place)


@check("wishes that are wrong are refused where they are wrong")
def _():
    for line, place in (("beside,Ana|Hugo,,", "2:1"), ("together,Ana|Nobody,,", "2:10"), ("together,Ana,,", "2:10"),
                        ("apart,@nothing,,", "2:7"), ("apart,Ana|Hugo,9,", "2:16"), ("apart,Ana|Hugo,2-1,", "2:16"),
                        ("apart,Ana|Hugo,x,", "2:16"), ("mix,nothing,,", "2:5"), ("least,role=élu,,0", "2:17"),
                        ("least,role=maire,,1", "2:7"), ("least,élu,,1", "2:7"), ("stay,Ana,,z", "2:11"), ("past,Ana,,1", "2:10"),
                        ("past,Ana,2,1", ""), ("together,Ana|Hugo,1,\napart,Ana|Hugo,1-2,", "3:7"), ("absent", "2:1"),
                        ("absent,Ana|", "2:8")):
        done = cordee("tables", f"--people={people()}", "--size=4", "--rounds=3", "--constraints", written(HEAD + line + "\n", "wrong.csv"))
        refused(done, place)
    refused(cordee("tables", f"--people={people()}", "--size=4", "--rounds=3", "--constraints", written("a,b\n1,2\n", "wrong.csv")), "1:1")


@check("an earlier plan that is wrong is refused where it is wrong")
def _():
    for text, place in (("a,b\n", "1:1"), ("round,table,person\n1,x,Ana\n", "2:3"), ("round,table,person\n1,1,Nobody\n", "2:5"),
                        ("round,table,person\n1,1,Ana\n1,2,Ana\n", "3:5"), ("round,table,person\n1,1\n", "2:4"),
                        ("round,table,person\n0,1,Ana\n", "2:1"), ("round,table,person\n2,1,Ana\n", "")):
        refused(cordee("tables", f"--people={people()}", "--size=4", "--rounds=3", "--done=1", "--resume", written(text, "wrong.csv")), place)


@check("files that were damaged end with a message or a plan, never a crash")
def _():
    chance = random.Random(7)
    whole = (HEAD + "apart,@binome,,\nleast,role=élu,2-,1\nstay,Ana,1|3,2\nmix,role,,\nabsent,Zoé,2,\n").encode()
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged))
            damaged[at:at + chance.randint(0, 3)] = bytes(chance.choice(b",;|@=-\"\n019aZ\xc3\x00") for _ in range(chance.randint(0, 3)))
        cordee("tables", f"--people={people()}", "--size=4", "--rounds=3", "--seconds=0.05", "--constraints", written(bytes(damaged), "damaged.csv"))


methods.main()
