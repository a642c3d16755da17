#!/usr/bin/env python3
"""cordee judge end to end: files as people save them, the five rules, refusals with their place."""
import random

import methods
from methods import check, cordee, picture, refused, written

WORDS = ["À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien", "Excellent"]


def by_removal(column):
    """The majority value: lower medians taken one by one."""
    grades, value = sorted(column), []
    while grades:
        value.append(grades.pop((len(grades) - 1) // 2))
    return value


@check("majority judgment: random elections against the removal of medians, rows in any order")
def _():
    draw = random.Random(1)
    for _ in range(40):
        options = [f"Option {i}" for i in range(draw.randint(1, 6))]
        ballots = [[draw.choice([None, *range(7)]) for _ in options] for _ in range(draw.randint(1, 12))]
        lines = [";".join("" if g is None else draw.choice([WORDS[g], str(g)]) for g in b) for b in ballots]
        if len(options) == 1:
            lines = [line or '""' for line in lines]
        text = ";".join(options) + "\n"
        first = cordee("judge", "-", stdin=text + "\n".join(lines) + "\n")
        draw.shuffle(lines)
        assert cordee("judge", "-", stdin=text + "\r\n".join(lines)).out == first.out
        values = {o: by_removal([b[i] or 0 for b in ballots]) for i, o in enumerate(options)}
        expected = sorted(options, key=lambda o: values[o], reverse=True)
        result = first.json()
        assert result["ranking"] == expected, (text, lines, result)
        assert len({tuple(values[o]) for o in options}) == len(set(result["places"].values()))
        assert bool(result["ties"]) == (len({tuple(v) for v in values.values()}) < len(options))


@check("grades are understood in both languages, without accents, and as numbers; BOM, CRLF, quotes")
def _():
    text = "\ufeffA,\"B, le grand\"\r\nTRES BIEN,6\r\nVery good,Excellent\r\n\"To reject\",a rejeter\r\n"
    result = cordee("judge", "-", stdin=text).json()
    assert result["ranking"] == ["B, le grand", "A"] and result["profiles"]["A"]["majority"] == "Very good", result
    own = cordee("judge", "-", "--grades=Oui,Plutôt,Non", stdin="A,B\noui,non\nplutot,2\n").json()
    assert own["profiles"]["B"]["grades"] == {"Oui": 1, "Plutôt": 0, "Non": 1}, own


@check("an empty cell gives the worst grade, or is left out when asked")
def _():
    text = "A,B\n6,5\n,5\n,5\n"
    assert cordee("judge", "-", stdin=text).json()["ranking"] == ["B", "A"]
    assert cordee("judge", "-", "--leave-out", stdin=text).json()["ranking"] == ["A", "B"]


TENNESSEE = "Memphis,Nashville,Chattanooga,Knoxville,n\n1,2,3,4,42\n4,1,2,3,26\n4,3,1,2,15\n4,3,2,1,17\n"


@check("ranked ballots: the duels and the run-off differ, as they are known to")
def _():
    schulze = cordee("judge", "-", "--rule=schulze", "--counts=n", stdin=TENNESSEE).json()
    irv = cordee("judge", "-", "--rule=irv", "--counts=n", stdin=TENNESSEE).json()
    assert schulze["ranking"] == ["Nashville", "Chattanooga", "Knoxville", "Memphis"] and schulze["ballots"] == 100
    assert schulze["profiles"]["Nashville"]["duels"] == {"Memphis": 58, "Chattanooga": 68, "Knoxville": 68}
    assert irv["ranking"][0] == "Knoxville" and irv["profiles"]["Knoxville"]["rounds"] == [17, 32, 58, 100], irv


@check("approval and score: totals, exact means, bounds")
def _():
    text = "A;B;C\n1;;x\noui;non;0\nyes;no;X\n"
    result = cordee("judge", "-", "--rule=approval", stdin=text).json()
    assert result["ranking"] == ["A", "C", "B"] and result["profiles"]["A"]["total"] == 3
    refused(cordee("judge", "-", "--rule=approval", "--most=1", stdin=text), ":2:1", "more than what each person has")
    score = cordee("judge", "-", "--rule=score", stdin="A,B\n1,20\n2,\n2,0\n").json()
    assert score["profiles"]["A"]["mean"] == {"numerator": 5, "denominator": 3} and score["ranking"] == ["B", "A"]
    refused(cordee("judge", "-", "--rule=score", "--highest=10", stdin="A\n3\n11\n"), ":3:1", "more than the maximum")


@check("ties end by the published order or by a draw, and say so")
def _():
    text = "A,B,C\n5,5,1\n"
    result = cordee("judge", "-", stdin=text).json()
    assert result["ties"] == [{"options": ["A", "B"], "ended": "published-order"}] and result["places"] == {"A": 1, "B": 1, "C": 3}
    firsts = {cordee("judge", "-", "--draw", f"--seed={seed}", stdin=text).json()["ranking"][0] for seed in range(12)}
    assert firsts == {"A", "B"}
    drawn = cordee("judge", "-", "--draw", "--seed=7", stdin=text).json()["ties"][0]
    assert drawn["ended"] == "draw" and drawn["seed"] == 7


@check("what is wrong is said with its place")
def _():
    for text, place, words, options in [
            ("", ":1:1", "empty", []), ("A,B\n1,2,3\n", ":2:6", "as many cells", []), ("A,B\n1\n", ":2:2", "as many cells", []),
            ("A,A\n1,2\n", ":1:3", "same name", []), ("A,\n1,2\n", ":1:3", "no name", []), ("A,B\n1,7\n", ":2:3", "neither a grade", []),
            ("A,B\nBof,1\n", ":2:1", "Bof", []), ("A,B\n1,2\n-1,1\n", ":3:1", "whole number", ["--rule=score"]),
            ("A,B\n0,1\n", ":2:1", "from 1", ["--rule=schulze"]), ("A,B\n1,1\n", ":2:1", "shares its rank", ["--rule=irv"]),
            ("A,B\n1.5,1\n", ":2:1", "whole number", ["--rule=score"]), ("A,B\nmaybe,1\n", ":2:1", "neither yes nor no", ["--rule=approval"]),
            ("A,B\n99999999999999999999,1\n", ":2:1", "whole number", ["--rule=score"]),
            ("A,r\n1,x\n2,y\n3,x\n", ":4:1", "used before", ["--receipts=r"]), ("A,B\n1,2\n", ":1:1", "No column", ["--counts=n"]),
            ("n\n3\n", ":1:1", "no option", ["--counts=n"]), ('A,B\n"1,2\n', "", "", []),
            ("A,B\n1,2\n", "judge", "different", ["--grades=Oui,oui"])]:
        refused(cordee("judge", "-", *options, stdin=text), place, words)
    refused(cordee("judge", "-", stdin=b"A,B\n\xff\xfe,1\n"), ":2:1", "UTF-8")
    refused(cordee("judge", written("A,B\n1,8\n", "b.csv")), "b.csv:2:3")


@check("no ballot is no answer; one ballot and one option are enough")
def _():
    done = cordee("judge", "-", stdin="A,B\n")
    assert done.code == 1 and done.json()["ranking"] == ["A", "B"] and done.json()["ballots"] == 0
    for rule in ["majority-judgment", "schulze", "irv", "approval", "score"]:
        assert cordee("judge", "-", f"--rule={rule}", stdin="A\n1\n").json()["ranking"] == ["A"]
        assert cordee("judge", "-", f"--rule={rule}", stdin="A,B\n").code == 1


@check("pictures and reports of each rule")
def _():
    for rule, text in [("majority-judgment", "Un <b>,Deux & trois\n6,\n5,2\n"), ("score", "A,B\n6,\n5,2\n"), ("approval", "A,B\n1,\n1,0\n"),
                       ("schulze", "A,B\n1,2\n"), ("irv", "A,B\n1,2\n")]:
        path = methods.FOLDER / f"{rule}.svg"
        for lang in ["fr", "en"]:
            done = cordee("judge", "-", f"--rule={rule}", f"--svg={path}", stdin=text, report=True, lang=lang)
            assert done.code == 0 and max(map(len, done.out.splitlines())) <= 80, done
            root = picture(path)
            assert len(list(root.iter("rect"))) > 3, rule
    many = ",".join(f"Option {i}" for i in range(200))
    assert cordee("judge", "-", f"--svg={methods.FOLDER / 'many.svg'}", stdin=f"{many}\n{','.join(['3'] * 200)}\n").code == 0
    picture(methods.FOLDER / "many.svg")


methods.main()
