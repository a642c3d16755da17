"""The opinion map on real conversations and on a drawn one of a hundred thousand people."""
import json

from measuring import Peer, Row

TARGETS = ["bench/opinion_folder", "bench/opinion_refresh"]


def has_groups(out):
    found = json.loads(out)
    assert found["k"] >= 2 and len(found["groups"]) == found["k"], found["k"]


def recovered(out):
    """The large conversation has three groups planted; the two largest hold half and three tenths."""
    found = json.loads(out)
    sizes = sorted(g["size"] for g in found["groups"])
    assert found["k"] == 3 and sizes[-1] > 1.3 * sizes[-2], sizes


def rows(bench):
    peer = bench.root / "bench/opinion_peer.py"
    found = []
    real = bench.data("opinion/vtaiwan.uberx")
    if real:
        peers = [Peer("scikit-learn: PCA, k-means, silhouettes", ["/usr/bin/python3", peer, real])]
        found.append(Row("opinion, vtaiwan.uberx, compat", ["opinion", real, "--mode=compat", "--json"], seconds=0.02,
                         megabytes=64, runs=11, expect=has_groups, peers=peers))
        found.append(Row("opinion, vtaiwan.uberx, with samples", ["opinion", real, "--json"], seconds=0.2, megabytes=64,
                         runs=7, expect=has_groups))
    large = bench.generated("opinion-large", bench.build / "bench/opinion_folder", 100000, 1000, 3000000, 1)
    found.append(Row("opinion, 100,000 x 1,000, 3 M votes, compat", ["opinion", large, "--mode=compat", "--json"], seconds=2,
                     megabytes=500, runs=3, peers=[Peer("scikit-learn: PCA, k-means", ["/usr/bin/python3", peer, large, "quick"], runs=1)]))
    found.append(Row("opinion, 100,000 x 1,000, 3 M votes, with samples", ["opinion", large, "--json"], seconds=6, megabytes=500,
                     runs=3, expect=recovered))
    found.append(Row("opinion, one more vote in 1,000 x 200", [bench.build / "bench/opinion_refresh"], seconds=0.02, runs=3,
                     own=lambda out: float(out)))
    return found
