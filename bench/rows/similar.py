"""Similar contents and search, by count of documents of 3 KB, beside SQLite's FTS5 in the same run; and ballots."""
from measuring import Row

TARGETS = ["bench/similar"]


def rows(bench):
    program = bench.build / "bench/similar"

    def figures(out):
        return out.decode().strip().replace("\n", "\n         ")

    return [Row(f"similar: {n:,} documents of 3 KB, put, searched, compared", [program, n, "--no-peer"], seconds=budget,
                megabytes=memory, runs=1, figures=figures)
            for n, budget, memory in [(1000, None, None), (10000, None, None), (100000, None, 400)]] + [
        Row("similar: 20,000 documents, beside SQLite FTS5", [program, 20000], runs=1, figures=figures)]
