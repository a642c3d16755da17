#!/usr/bin/env python3
"""A participatory budget of the size and kind of the largest real ones, drawn from a seed:
PROJECTS VOTERS SEED FILE.pb. Projects lie in districts, voters approve up to ten, mostly of
their own district and the popular ones of the whole town; costs span three orders of magnitude."""
import random
import sys

DISTRICTS = 18


def main():
    sys.stdout = open(sys.argv[4], "w")
    projects, voters, seed = map(int, sys.argv[1:4])
    draw = random.Random(seed)
    place = [draw.randrange(DISTRICTS + 6) for _ in range(projects)]  # from DISTRICTS on: the whole town
    appeal = [draw.paretovariate(1.2) for _ in range(projects)]
    cost = [round(10 ** draw.uniform(3.5, 6), -2) for _ in range(projects)]
    nearby = {d: [p for p in range(projects) if place[p] == d or place[p] >= DISTRICTS] for d in range(DISTRICTS)}
    weights = {d: [appeal[p] * (4 if place[p] == d else 1) for p in nearby[d]] for d in nearby}
    print(f"META\nkey;value\ndescription;drawn from seed {seed}\nnum_projects;{projects}\nnum_votes;{voters}\n"
          f"budget;{int(sum(cost) / 4)}\nvote_type;approval\ncurrency;EUR\nPROJECTS\nproject_id;cost;name;district")
    for p in range(projects):
        print(f"{p + 1};{cost[p]:.0f};Projet {p + 1};{place[p] + 1 if place[p] < DISTRICTS else 'ville'}")
    print("VOTES\nvoter_id;vote;district")
    for v in range(voters):
        d = draw.randrange(DISTRICTS)
        chosen = set(draw.choices(nearby[d], weights[d], k=min(10, 1 + int(draw.expovariate(0.2)))))
        chosen |= {draw.randrange(projects)} if draw.random() < 0.2 else set()
        print(f"{v + 1};{','.join(str(p + 1) for p in sorted(chosen))};{d + 1}")


main()
