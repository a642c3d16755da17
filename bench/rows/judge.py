"""Ballots: many voters on a few options, each rule on the same generated file."""
from measuring import Row

GENERATOR = """
import random, sys
draw, n, options = random.Random(1), int(sys.argv[1]), int(sys.argv[2])
with open(sys.argv[3], "w") as out:
    print(*(f"Option {i}" for i in range(options)), sep=",", file=out)
    for _ in range(n):
        print(*draw.sample(range(1, options + 1), options), sep=",", file=out)
"""


def rows(bench):
    ballots = bench.generated("ballots.csv", bench.python, "-c", GENERATOR, 100000, 6)
    return [Row(f"judge: 100,000 ballots, 6 options, {rule}", ["judge", ballots, f"--rule={rule}", "--json"], runs=3)
            for rule in ["majority-judgment", "score", "schulze", "irv"]]
