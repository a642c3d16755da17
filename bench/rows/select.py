"""Drawing lots: leximin on the pools beside the sources, and on a generated one of an assembly's size."""
import json
import sys

from measuring import Row


def proven(chance):
    def expect(out):
        found = json.loads(out)
        assert found["proven"] and found["shortfall"] <= 1e-6 and found["min_probability"] > chance - 1e-4, found["min_probability"]
    return expect


def command(folder, size, *more):
    return ["select", f"--people={folder / 'people.csv'}", f"--features={folder / 'features.csv'}", f"--size={size}", *more, "--json"]


def rows(bench):
    found, pools = [], bench.data("selection")
    if pools:
        found.append(Row("leximin, 70 people, 24 seats (mass_24)", command(pools / "mass_24", 24), seconds=0.5, megabytes=64,
                         runs=7, expect=proven(.22222)))
        found.append(Row("leximin, 250 people, 20 seats (sf_b_20)", command(pools / "sf_b_20", 20), seconds=4, megabytes=64,
                         runs=5, expect=proven(.04516)))
    large = bench.generated("assembly", sys.executable, bench.root / "bench/selection_pool.py", 1700, 110, 1)
    found.append(Row("leximin, 1,700 people, 110 seats, 7 features", command(large, 110), seconds=900, megabytes=256, runs=1,
                     expect=proven(0)))
    return found
