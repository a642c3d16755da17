#!/usr/bin/env python3
"""A pool of volunteers and the quotas of an assembly: selection_pool.py PEOPLE SEATS SEED FOLDER. Seven features;
volunteers differ from the population as they do in practice (older, more educated, more concerned), quotas are the
population's shares of the seats, a twentieth either way."""
import math
import pathlib
import random
import sys

# value: (share of the population, share of the volunteers)
FEATURES = {
    "gender": {"F": (.51, .47), "M": (.485, .52), "X": (.005, .01)},
    "age": {"16-24": (.14, .05), "25-34": (.17, .09), "35-44": (.17, .15), "45-54": (.16, .22), "55-64": (.16, .24), "65+": (.2, .25)},
    "education": {"none": (.2, .04), "level1-2": (.3, .12), "level3": (.2, .24), "level4+": (.3, .60)},
    "region": {f"r{i}": (1 / 11, w) for i, w in enumerate([.05, .12, .08, .1, .04, .09, .13, .11, .07, .15, .06])},
    "origin": {"A": (.8, .86), "B": (.1, .07), "C": (.06, .04), "D": (.04, .03)},
    "disability": {"yes": (.18, .13), "no": (.82, .87)},
    "climate": {"very": (.5, .8), "some": (.35, .17), "not": (.15, .03)},
}


def main():
    people, seats, seed, folder = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4])
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["id," + ",".join(FEATURES)]
    for i in range(people):
        values = [draw.choices(list(shares), [v for _, v in shares.values()])[0] for shares in FEATURES.values()]
        lines.append(f"p{i:04}," + ",".join(values))
    (folder / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["feature,value,min,max"]
    for feature, shares in FEATURES.items():
        for value, (share, _) in shares.items():
            lines.append(f"{feature},{value},{math.floor(share * seats * .95)},{math.ceil(share * seats * 1.05)}")
    (folder / "features.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
