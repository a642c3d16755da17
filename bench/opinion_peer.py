#!/usr/bin/python3
"""The steps of compat by a library of the field: the matrix read with the csv module, filled with means, PCA of
scikit-learn, k-means of 100 base clusters, then of 2 to 5 groups with silhouettes. usage: FOLDER [quick]"""
import csv
import sys

import numpy
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score


def read(folder):
    with open(f"{folder}/participants-votes.csv", newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        first = next(rows).index("n-disagree") + 1
        return numpy.array([[float(v) if v else numpy.nan for v in row[first:]] for row in rows], dtype=numpy.float32)


def main():
    votes = read(sys.argv[1])
    seen = ~numpy.isnan(votes)
    filled = numpy.where(seen, votes, numpy.nanmean(votes, axis=0))
    places = PCA(2, svd_solver="randomized" if len(votes) > 10000 else "full").fit_transform(filled)
    places *= numpy.sqrt(votes.shape[1] / numpy.maximum(1, seen.sum(1)))[:, None]
    bases = KMeans(100, n_init=1, max_iter=100).fit(places[seen.sum(1) >= 7])
    weights = numpy.bincount(bases.labels_)
    best = 0
    for k in range(2, 6):
        groups = KMeans(k, n_init=1, max_iter=20).fit(bases.cluster_centers_, sample_weight=weights)
        best = max(best, silhouette_score(bases.cluster_centers_, groups.labels_))
    print(best)


main()
