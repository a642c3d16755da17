#!/usr/bin/env python3
"""cordee select and cordee draw end to end: the pools beside the sources, what a jury asks, records that are
right and others that were changed, refusals with their place."""
import csv
import hashlib
import itertools
import json
import random

import methods
from methods import FOLDER, check, cordee, needs, picture, refused

FEATURES = "feature,value,min,max\nsexe,F,1,2\nsexe,H,1,2\nâge,jeune,1,1\nâge,ancien,0,2\n"
PEOPLE = "id,sexe,âge\na,F,jeune\nb,F,ancien\nc,H,jeune\nd,H,ancien\ne,H,ancien\n"
NUMBERS = itertools.count()


def written(text):
    """Each file is its own: several are given at once."""
    return methods.written(text, f"input-{next(NUMBERS)}")


def select(people=PEOPLE, features=FEATURES, size=3, *more, **options):
    return cordee("select", f"--people={written(people)}", f"--features={written(features)}", f"--size={size}", *more, **options)


def pool(folder, name, *more, **options):
    expected = {row["instance"]: row for row in csv.DictReader((folder / "expected.tsv").open(), delimiter="\t")}[name]
    done = cordee("select", f"--people={folder / name / 'people.csv'}", f"--features={folder / name / 'features.csv'}",
                  f"--size={expected['seats']}", *more, **options)
    return done, float(expected["maximin_smallest_chance"])


def meets(folder, name, panel):
    people = {row["id"]: row for row in csv.DictReader((folder / name / "people.csv").open())}
    for quota in csv.DictReader((folder / name / "features.csv").open()):
        n = sum(people[p][quota["feature"]] == quota["value"] for p in panel)
        if not int(quota["min"]) <= n <= int(quota["max"]):
            return False
    return len(set(panel)) == len(panel)


def reaches(folder, name):
    for rule in "leximin", "maximin":
        done, expected = pool(folder, name, f"--rule={rule}")
        result = done.json()
        assert result["min_probability"] > expected - 1e-4 and result["proven"] and result["shortfall"] <= 1e-6, result["min_probability"]
        assert min(result["probabilities"].values()) == result["min_probability"] and not result["excluded"]
        assert len(result["panels"]) == 1000 and all(meets(folder, name, panel) for panel in result["panels"])
        seen = {p: sum(p in panel for panel in result["panels"]) / 1000 for p in result["probabilities"]}
        assert all(abs(seen[p] - q) <= result["moved"] + 1e-9 for p, q in result["probabilities"].items()) and result["moved"] < 0.01


@check("mass_24: the optimum, proven, by panels that meet the quotas")
@needs("selection")
def _(folder):
    reaches(folder, "mass_24")


@check("sf_b_20: the optimum, proven, by panels that meet the quotas")
@needs("selection")
def _(folder):
    reaches(folder, "sf_b_20")


@check("rows and columns in another order: the same bytes")
@needs("selection")
def _(folder):
    draw, base = random.Random(1), folder / "mass_24"
    first = pool(folder, "mass_24", "--seed=3")[0].out
    rows = list(csv.reader((base / "people.csv").open()))
    columns = [0, *draw.sample(range(1, len(rows[0])), len(rows[0]) - 1)]
    people = "\n".join(";".join(row[c] for c in columns) for row in [rows[0], *draw.sample(rows[1:], len(rows) - 1)])
    quotas = (base / "features.csv").read_text().split()
    features = "\r\n".join([quotas[0], *draw.sample(quotas[1:], len(quotas) - 1)])
    assert select(people, features, 24, "--seed=3").out == first


@check("the stratified draw meets the quotas and is repeatable by its seed; a comparison says what each rule gives")
@needs("selection")
def _(folder):
    done, _ = pool(folder, "mass_24", "--rule=stratified", "--seed=4")
    assert all(meets(folder, "mass_24", panel) for panel in done.json()["panels"])
    assert pool(folder, "mass_24", "--rule=stratified", "--seed=4")[0].out == done.out
    by_rule = pool(folder, "mass_24", "--compare")[0].json()["smallest_chance_by_rule"]
    assert by_rule["stratified"] < by_rule["leximin"] == by_rule["maximin"] or abs(by_rule["leximin"] - by_rule["maximin"]) < 1e-6


@check("stopped by its steps, it says how far from proven it is, and the list still meets the quotas")
@needs("selection")
def _(folder):
    done, expected = pool(folder, "sf_b_20", "--steps=2000")
    result = done.json()
    assert not result["proven"] and result["bound"] >= expected - 1e-4 and result["min_probability"] < result["bound"]
    assert abs(result["shortfall"] - (result["bound"] - result["min_probability"])) < 1e-9
    assert all(meets(folder, "sf_b_20", panel) for panel in result["panels"])
    assert pool(folder, "sf_b_20", "--steps=2000")[0].out == done.out


@check("leximin by hand: two young, one of whom is in; the three others share two seats")
def _():
    result = select().json()
    assert all(abs(result["probabilities"][p] - q) < 1e-6 for p, q in dict(a=1 / 2, c=1 / 2, b=2 / 3, d=2 / 3, e=2 / 3).items()), result
    assert select(PEOPLE, FEATURES, "3-4").json()["feasible"]


def sets(people, k):
    for chosen in itertools.combinations(people, k):
        women, young = (sum(p[i] == v for p in chosen) for i, v in ((1, "F"), (2, "jeune")))
        if 1 <= women <= 2 and 1 <= k - women <= 2 and young == 1:
            yield {p[0] for p in chosen}


@check("merit: the best score, the waiting list, ties and margins, against all sets")
def _():
    draw, people = random.Random(5), [line.split(",") for line in PEOPLE.split()[1:]]
    for _ in range(20):
        scores = {p[0]: draw.randint(0, 9) for p in people}
        worth = lambda chosen: sum(scores[p] for p in chosen)
        result = select(PEOPLE, FEATURES, 3, "--rule=merit", f"--scores={written('id,score' + chr(10) + ''.join(f'{p},{s}{chr(10)}' for p, s in scores.items()))}").json()
        possible = list(sets(people, 3))
        best = max(map(worth, possible))
        chosen = set(result["selected"])
        assert worth(chosen) == best == result["score"] and chosen in possible
        tied = [s for s in possible if worth(s) == best and s != chosen]
        assert sorted(map(sorted, tied)) == sorted(sorted(chosen - set(t["out"]) | set(t["in"])) for t in result["ties"])
        for margin in result["sensitivity"]:
            other = [worth(s) for s in possible if (margin["id"] in s) != margin["selected"]]
            assert margin["points"] == (best - max(other) if other else None), (margin, other)
        for wait in result["waiting"]:
            alone = [p for p in scores if p not in chosen and chosen - {wait["withdrawn"]} | {p} in possible]
            assert (wait["replacement"] is None) == (not alone) and (not alone or scores[wait["replacement"]] == max(scores[p] for p in alone))
            without = [worth(s) for s in possible if wait["withdrawn"] not in s]
            assert (wait["anew"] and wait["anew"]["score"]) == (max(without) if without else None)


@check("pairs: together, apart, and both at once")
def _():
    together = select(PEOPLE, FEATURES, 3, f"--pairs={written('id,other,link' + chr(10) + 'a,d,together' + chr(10) + 'b,e,apart' + chr(10))}").json()
    assert all(("a" in p) == ("d" in p) and not {"b", "e"} <= set(p) for p in together["panels"])
    both = written("id,other,link\na,b,together\nb,c,ensemble\na,c,apart\n")
    refused(select(PEOPLE, FEATURES, 3, f"--pairs={both}"), words="both with and without")


@check("contradictory quotas: what contradicts what, and the smallest change; exit 1")
def _():
    done = select(PEOPLE, FEATURES.replace("H,1,2", "H,2,2").replace("F,1,2", "F,2,2"))
    result = done.json()
    assert done.code == 1 and not result["feasible"] and result["relaxation_total"] == 1 and len(result["relaxation"]) == 1, result
    assert {c["value"] for c in result["conflict"]} == {"F", "H"}, result
    assert "No set of 3 people" in select(PEOPLE, FEATURES.replace("H,1,2", "H,2,2").replace("F,1,2", "F,2,2"), report=True).out
    larger = select(size=9)
    assert larger.code == 1 and any("size" in c for c in larger.json()["relaxation"])


@check("a record is verified, done again, and refused when anything in it was changed")
def _():
    record, drawn = FOLDER / "list.json", FOLDER / "drawn.json"
    files = [f"--people={written(PEOPLE)}", f"--features={written(FEATURES)}"]
    cordee("select", *files, "--size=3", f"--record={record}").json()
    result = cordee("draw", record, "--randomness=7 12 23", f"--record={drawn}").json()
    lines = [f"{i:03}\t" + "\t".join(p) + "\n" for i, p in enumerate(json.loads(record.read_text())["panels"])]
    digest = hashlib.blake2b("".join(lines).encode(), digest_size=32).hexdigest()
    number = int.from_bytes(hashlib.blake2b(f"7 12 23\n{digest}\n".encode(), digest_size=32).digest(), "big") % 1000
    assert result["draw"] == number and result["list_hash"] == digest
    assert cordee("draw", f"--verify={drawn}").json()["verified"] and cordee("draw", f"--verify={drawn}", *files).json()["computed_again"]
    assert cordee("draw", drawn, "--randomness=8").code == 1
    for old, new in ('"draw": ', '"draw": 1'), ("7 12 23", "7 12 24"), ('"a"', '"z"'):
        changed = written(drawn.read_text().replace(old, new))
        assert old in drawn.read_text() and cordee("draw", f"--verify={changed}").code == 1
    other = written(PEOPLE.replace("e,H,ancien", "f,H,ancien"))
    assert cordee("draw", f"--verify={drawn}", f"--people={other}", files[1]).code == 1
    for text in "", "{", "[]", "{}", '{"panels": []}', drawn.read_text()[:200]:
        refused(cordee("draw", f"--verify={written(text)}"))


@check("one person; all alike; nobody; a panel of all")
def _():
    assert select("id,x\na,1\n", "feature,value,min,max\nx,1,0,1\n", 1).json()["probabilities"] == {"a": 1}
    same = select("id,x\n" + "".join(f"p{i},1\n" for i in range(9)), "feature,value,min,max\nx,1,0,9\n", 3).json()
    assert all(abs(p - 1 / 3) < 1e-6 for p in same["probabilities"].values())
    refused(select("id,x\n", "feature,value,min,max\nx,1,0,1\n", 1), words="names nobody")


@check("what is not right is refused where it stands")
def _():
    for people, features, place, words in [
            (PEOPLE + "a,F,jeune\n", FEATURES, ":7:1", "twice"),
            (PEOPLE + "f,X,jeune\n", FEATURES, ":7:3", "not a value"),
            (PEOPLE + "f,F\n", FEATURES, ":7:4", "cells"),
            (PEOPLE + ",F,jeune\n", FEATURES, ":7:1", "no id"),
            (PEOPLE + '"f,F,jeune\n', FEATURES, ":7", ""),
            (PEOPLE.replace("sexe", "genre"), FEATURES, ":1", "sexe"),
            (PEOPLE.replace("id", "nom"), FEATURES, ":1", "id"),
            (PEOPLE, FEATURES + "x,y,-1,2\n", ":6:5", "whole number"),
            (PEOPLE, FEATURES + "x,y,3,2\n", ":6:5", "above"),
            (PEOPLE, FEATURES + "x,y,1.5,2\n", ":6:5", "whole number"),
            (PEOPLE, FEATURES + "sexe,F,1,2\n", ":6:6", "twice"),
            (PEOPLE, FEATURES.replace("max", "plus"), ":1", "max"),
            (PEOPLE, "", "", "empty"), ("", FEATURES, "", "empty"),
            (PEOPLE, "feature,value,min,max\n", "", "no quota")]:
        done = select(people, features)
        assert done.code == 2 and words in done.err and place in done.err, (people, features, place, words, done)
    for size in "0", "x", "4-3", "-1", "":
        assert select(size=size).code == 2
    assert select(b"id,sexe,\xc3\xa2ge\na,F,\xff\n".decode("latin-1").encode("latin-1").decode("utf-8", "replace")).code == 2
    assert select(PEOPLE, FEATURES, 3, "--rule=merit").code == 2
    assert select(PEOPLE, FEATURES, 3, "--rule=merit", f"--scores={written('id,score' + chr(10) + 'a,1' + chr(10))}").code == 2


@check("a report and a picture, in both languages")
def _():
    for lang in "fr", "en":
        done = select(PEOPLE, FEATURES, 3, "--svg=" + str(FOLDER / "p.svg"), "--seed=1", report=True, lang=lang)
        assert done.code == 0 and "50" in done.out
        picture(FOLDER / "p.svg")
    assert select(PEOPLE.replace("\n", ",0\n").replace("ge,0", "ge,score", 1), FEATURES, 3, "--rule=merit", report=True).code == 0


methods.main()
