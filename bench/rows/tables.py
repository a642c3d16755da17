"""Seating: plans without a repeat that are known to exist, wishes of a real day, and the open end."""
import itertools
import json

from measuring import Row

KNOWN = "known to exist: 10 rounds without a repeat (Aguado, A 10 days solution to the social golfer problem, 2004)"


def recounted(found):
    met = {}
    for tables in found["rounds"]:
        for table in tables:
            for pair in itertools.combinations(sorted(table, key=str), 2):
                met[pair] = met.get(pair, 0) + 1
    return sum((m - 1) ** 2 for m in met.values())


def no_repeat(out):
    found = json.loads(out)
    assert found["repeats"] == recounted(found) == 0, found["repeats"]


def kept(out):
    found = json.loads(out)
    no_repeat(out)
    assert found["broken"] == 0 and found["imbalance"] == 0, found["faults"]


def told(out):
    found = json.loads(out)
    assert found["repeats"] == recounted(found)
    return f"repeats {found['repeats']}, at least {found['bound']}; wishes not kept {found['broken']}"


def pairs(bench):
    people, wishes = bench.folder / "people.csv", bench.folder / "wishes.csv"
    people.write_text("id,pair,role\n" + "".join(f"p{i},{i // 2},{'elected' if i % 2 else 'staff'}\n" for i in range(28)))
    wishes.write_text("rule,who,rounds,detail\napart,@pair,,\nleast,role=elected,,1\nleast,role=staff,,1\nmix,role,,\n")
    return ["tables", "--people", people, "--size=4", "--rounds=5", "--constraints", wishes, "--json"]


def plain(people, size, rounds, seconds, **more):
    return Row(f"tables, {people} people at {size}, {rounds} rounds",
               ["tables", f"--people={people}", f"--size={size}", f"--rounds={rounds}", "--json"], seconds=seconds, megabytes=32, **more)


def rows(bench):
    built = [plain(*asked, 0.1, expect=no_repeat, runs=7) for asked in ((40, 5, 8), (32, 4, 9), (25, 5, 6), (15, 3, 7), (64, 8, 9))]
    sought = [plain(*asked, 2, expect=no_repeat) for asked in ((48, 6, 6), (24, 4, 6), (24, 4, 7), (27, "4-5", 4))]
    wishes = Row("tables, 14 pairs kept apart, an elected and a staff member at each, 5 rounds", pairs(bench), seconds=2, megabytes=32, expect=kept)
    open_end = plain(32, 4, 10, None, runs=1, figures=told, published=KNOWN)
    return [*built, *sought, wishes, plain(1000, 8, 10, 2, expect=no_repeat), open_end]
