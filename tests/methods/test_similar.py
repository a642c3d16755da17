#!/usr/bin/env python3
"""cordee similar end to end: the demonstration's articles, lists, audiences, refusals with their place."""
import json
import random

import methods
from methods import ROOT, check, cordee, refused, written

ARTICLES = ROOT / "demo/articles"


def ids(done):
    return [r["id"] for r in done.json()["results"]]


@check("articles of the demonstration are found as people type, and like each other for a reason")
def _():
    assert ids(cordee("similar", ARTICLES, "--query=egalim"))[0] == "egalim-50-20-mode-d-emploi"
    assert ids(cordee("similar", ARTICLES, "--query=Codevelopement"))[0] == "fiche-methode-codeveloppement"
    assert ids(cordee("similar", ARTICLES, "--query=jugement majo"))[0] == "fiche-methode-jugement-majoritaire"
    result = cordee("similar", ARTICLES, "--like=egalim-50-20-mode-d-emploi", "--top=3", lang="fr").json()
    assert result["documents"] == len(list(ARTICLES.glob("*.md"))) and len(result["results"]) == 3
    assert all(r["tags"] == ["alimentation"] and r["why"].startswith("mêmes étiquettes") for r in result["results"])
    report = cordee("similar", ARTICLES, "--like=egalim-50-20-mode-d-emploi", report=True)
    drawn = methods.FOLDER / "alike.svg"
    assert cordee("similar", ARTICLES, "--like=egalim-50-20-mode-d-emploi", f"--svg={drawn}").code == 0
    assert len(list(methods.picture(drawn).iter("rect"))) > 8
    assert report.code == 0 and "same themes" in report.out and max(map(len, report.out.splitlines())) <= 80


ROWS = [{"id": "a", "title": "Les cantines", "tags": ["Repas", "École"], "body": "Des repas à la cantine de l'école", "date": "2021-07-08"},
        {"id": "b", "title": "La cantine", "tags": ["repas"], "body": "Les repas, encore", "pinned": ["c"]},
        {"id": "c", "title": "Le jury", "body": "Un tirage au sort", "audience": "cohorte"},
        {"id": "d", "title": "La cantine fermée", "body": "des repas", "barred": True}]


def as_csv(rows):
    keys = ["id", "title", "body", "tags", "date", "audience", "pinned", "barred"]
    cells = [[",".join(r.get(k, [])) if k in ("tags", "pinned") else str(r.get(k, "")).replace("True", "oui") for k in keys] for r in rows]
    return "\n".join(";".join(f'"{c}"' for c in line) for line in [keys, *cells]) + "\n"


@check("a list as JSON or as CSV gives the same, in any order; audiences, pins and bars hold")
def _():
    draw = random.Random(2)
    for question in ["--query=cantine", "--like=b", "--query=repas ecol"]:
        first = cordee("similar", "-", question, stdin=json.dumps(ROWS)).out
        for _ in range(3):
            rows = draw.sample(ROWS, len(ROWS))
            assert cordee("similar", "-", question, stdin=json.dumps(rows)).out == first
            assert cordee("similar", "-", question, stdin=as_csv(rows)).out == first
    text = json.dumps(ROWS)
    assert ids(cordee("similar", "-", "--like=b", stdin=text)) == ["a"]
    assert ids(cordee("similar", "-", "--like=b", "--audience=cohorte", stdin=text)) == ["c", "a"]
    assert cordee("similar", "-", "--query=tirage", stdin=text).code == 1
    assert ids(cordee("similar", "-", "--query=tirage", "--audience=cohorte", stdin=text)) == ["c"]
    refused(cordee("similar", "-", "--like=c", stdin=text), "cordee similar", "no content is called")


@check("what is wrong is said with its place")
def _():
    for name, text, place, words in [
            ("x.csv", "", ":1:1", "empty"), ("x.csv", "a,b\n1,2\n", ":1:1", "id"), ("x.csv", "id,title\n1\n", ":2:2", "as many cells"),
            ("x.csv", "id,date\n1,hier\n", ":2:3", "not a date"), ("x.csv", "id,title\n1,a\n1,b\n", ":3:1", "same identifier"),
            ("x.csv", "id,title\n,a\n", ":2:1", "no identifier"), ("x.json", "[{", ":1:2", "not JSON"), ("x.json", "{}", "x.json", "not a list"),
            ("x.json", "[1]", "x.json", "not a JSON object"), ("x.json", '[{"title":"a"}]', "x.json", "no identifier"),
            ("x.json", '[{"id":"a"},{"id":"a"}]', "x.json", "same identifier"),
            ("x.md", "---\ntitle: a\n", ":3:1", "does not end"), ("x.md", "---\ntitle\n---\n", ":2:1", "key: value"),
            ("x.md", "---\ndate: 2021-02-30\n---\n", ":2:1", "not a date"), ("x.csv", b"id\n\xff\n", ":2:1", "UTF-8")]:
        refused(cordee("similar", written(text, name), "--query=a"), place, words)
    empty = methods.FOLDER / "empty"
    empty.mkdir()
    refused(cordee("similar", empty, "--query=a"), "empty", "no Markdown file")
    refused(cordee("similar", methods.FOLDER / "nowhere", "--query=a"), "nowhere")
    refused(cordee("similar", ARTICLES), "cordee similar", "--query")
    refused(cordee("similar", ARTICLES, "--query=a", "--like=b"), "cordee similar", "--query")


@check("one document, an empty one, a file of Markdown without front matter")
def _():
    assert ids(cordee("similar", written("# Un titre\n\nDes mots.", "seul.md"), "--query=mots")) == ["seul"]
    assert cordee("similar", methods.FOLDER / "seul.md", "--like=seul").code == 1
    assert cordee("similar", "-", "--query=mots", stdin="[]").code == 1
    assert cordee("similar", "-", "--query=", stdin=json.dumps(ROWS)).code in (1, 2)


methods.main()
