#!/usr/bin/env python3
"""cordee budget end to end: real elections against published winners, limits, refusals with
their place."""
import methods
from methods import check, cordee, needs, picture, refused, written

RULES = {"mes-add": ["--utility=score", "--completion=none"], "mes-cost": ["--utility=cost", "--completion=none"],
         "greedy-add": ["--rule=greedy", "--utility=score"], "greedy-cost": ["--rule=greedy"], "phragmen": ["--rule=phragmen"]}
HEAD = "META\nkey;value\nbudget;1100\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;category\nA;600;x\nB;500;y\nC;600;x\n"
VOTES = "VOTES\nvoter_id;vote\n" + "".join(f"{v};{'A,C' if v < 6 else 'A' if v == 6 else 'B'}\n" for v in range(1, 12))
EXAMPLE = HEAD + PROJECTS + VOTES


@check("real elections have the published winners")
@needs("budget")
def _(folder):
    for line in (folder / "expected.tsv").read_text().splitlines()[1:]:
        name, rule, count, cost, projects = line.split("\t")
        found = cordee("budget", folder / name, "--ties=id", *RULES[rule]).json()
        assert sorted(found["winners"]) == sorted(projects.split(",")), (name, rule)
        assert len(found["winners"]) == int(count) and found["cost"] == int(cost)


@check("the usual choice spends more and serves more, within the budget")
@needs("budget")
def _(folder):
    found = cordee("budget", folder / "France_Toulouse_2024.pb", "--compare").json()
    shares, greedy, _ = found["comparison"]
    assert greedy["with_one"] < shares["with_one"] and 7_900_000 < found["cost"] <= found["budget"], found["cost"]
    assert found["explanation"]["raises"] > 100 and found["ties"]


@check("the worked example, on its own and as people type it")
def _():
    found = cordee("budget", "-", "--completion=none", stdin=EXAMPLE).json()
    assert found["winners"] == ["A", "B"] and found["cost"] == 1100 and found["explanation"]["share"] == 100
    assert [f["paid"] for f in found["explanation"]["funded"]] == [100, 100]
    odd = "\ufeff" + EXAMPLE.replace("\n", "\r\n\r\n").replace("A;600;x", '"A"; 600.00 ;x')
    assert cordee("budget", "-", "--completion=none", stdin=odd).json() == found
    said = cordee("budget", "-", report=True, stdin=EXAMPLE, lang="fr").out
    assert "parts égales" in " ".join(said.split()) and "Non retenus".lower() in said.lower()


@check("limits: exclusions, ceilings, floors, the minimum of votes")
def _():
    def winners(limits, *more):
        path = written("kind;name;floor;ceiling\n" + limits, "limits.csv")
        return cordee("budget", "-", f"--limits={path}", *more, stdin=EXAMPLE).json()["winners"]
    assert winners("exclusive;A,B;;\n", "--completion=none") == ["A"]
    assert winners("category;x;;599\n") == ["B"]
    assert winners("category;y;500;\n", "--rule=greedy")[:2] == ["A", "B"]
    assert winners("", "--min-votes=6") == ["A"]
    wrong = written("kind;name\ndistrict;nowhere\n", "limits.csv")
    refused(cordee("budget", "-", f"--limits={wrong}", stdin=EXAMPLE), "limits.csv:2:10", "nowhere")


@check("malformed files are refused where they are wrong")
def _():
    def bad(text, place, words=""):
        refused(cordee("budget", "-", stdin=text), f"stdin:{place}", words)
    bad("", "1:1", "META")
    bad(HEAD, "5:1", "PROJECTS")
    bad(HEAD + PROJECTS, "10:1", "VOTES")
    bad(EXAMPLE.replace("A;600", "A;-600"), "7:3", "negative")
    bad(EXAMPLE.replace("A;600", "A;6,001"), "7:3", "amount")
    bad(EXAMPLE.replace("A;600", "A;"), "7:3")
    bad(EXAMPLE.replace("B;500", "A;500"), "8:1", "two projects")
    bad(EXAMPLE.replace("2;A,C", "1;A,C"), "13:1", "two voters")
    bad(EXAMPLE.replace("2;A,C", "2;A,Z"), "13:5", '"Z"')
    bad(EXAMPLE.replace("2;A,C", "2;A,A"), "13:5", "twice")
    bad(HEAD + PROJECTS + "VOTES\nvoter_id;vote\n", "12:1", "no vote")
    bad(EXAMPLE.replace("budget;1100", "budget;0"), "3:8")
    bad(EXAMPLE.replace("budget;1100\n", ""), "22:1", "budget")
    bad(EXAMPLE.replace("vote_type;approval", "vote_type;loud"), "4:11", "loud")
    bad(EXAMPLE.replace("budget;1100", "budget;1100\nnum_votes;12"), "24:1", "cut")
    bad(EXAMPLE.replace("project_id;cost", "project_id;price"), "6:1", "cost")
    bad(EXAMPLE.encode() + b"12;\xe9\n", "23:4")
    bad(EXAMPLE.encode("utf-16"), "1:1")


@check("one voter, all the same, nobody for anything")
def _():
    one = HEAD + PROJECTS + "VOTES\nvoter_id;vote\n1;C\n"
    assert cordee("budget", "-", stdin=one).json()["winners"] == ["C"]
    same = HEAD + PROJECTS + "VOTES\nvoter_id;vote\n" + "".join(f"{v};A,B,C\n" for v in range(50))
    assert cordee("budget", "-", stdin=same).json()["cost"] == 1100
    nothing = cordee("budget", "-", stdin=HEAD + PROJECTS + "VOTES\nvoter_id;vote\n1;\n2;\n")
    assert nothing.code == 1 and nothing.json()["winners"] == []


@check("the picture is told in words")
def _():
    path = methods.FOLDER / "budget.svg"
    cordee("budget", "-", f"--svg={path}", stdin=EXAMPLE)
    assert "A" in "".join(picture(path).itertext())


methods.main()
