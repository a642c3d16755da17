"""Participatory budgets: the largest of the real ones at hand, and a drawn one of their size."""
import json
import sys

from measuring import Row

def funds(count):
    def expect(out):
        found = json.loads(out)
        assert len(found["winners"]) == count and found["cost"] <= found["budget"], len(found["winners"])
    return expect


def within(out):
    found = json.loads(out)
    assert found["winners"] and found["cost"] <= found["budget"]


def rows(bench):
    found = []
    real = bench.data("budget")
    if real:
        toulouse = real / "France_Toulouse_2024.pb"
        found.append(Row("equal shares by cost, exact, 183 x 7,260", ["budget", toulouse, "--completion=none", "--ties=id", "--json"],
                         seconds=0.03, megabytes=32, runs=9, expect=funds(102)))
        found.append(Row("the same, add1 then greedy", ["budget", toulouse, "--json"], seconds=1, megabytes=32, runs=5, expect=within))
        found.append(Row("Phragmén, 183 x 7,260", ["budget", toulouse, "--rule=phragmen", "--ties=id", "--json"], seconds=0.05,
                         megabytes=32, runs=5, expect=funds(134)))
    large = bench.generated("budget-large.pb", sys.executable, bench.root / "bench/budget_election.py", 160, 100000, 1)
    found.append(Row("equal shares by cost, exact, 160 x 100,000", ["budget", large, "--completion=none", "--json"], seconds=0.5,
                     megabytes=150, runs=5, expect=within))
    return found
