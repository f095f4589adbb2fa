#!/usr/bin/env python3
"""Cost against size: measures messages of 10 to 100,000 identifiers, and of 1 to 1,000 batch items.

    benches/scaling.py            measure, print the exponents
    benches/scaling.py --write    measure, write scaling.csv as well (then plot.py)

The exponent is the slope of the line through the logarithms of size and cost: 1 is linear. It fails if one is above 1.05
for instructions; for times, which depend on caches and on what else the machine does, it only tells.
"""

import argparse
import csv
import math
import shutil
import subprocess
import sys

from common import ENCODINGS, HERE, binary, count

SERIES = {"identifiers": [10, 100, 1_000, 10_000, 100_000], "items": [1, 10, 100, 1_000]}
SELECTION = ["--jobs", "walk,scan,decode,encode-vec", "--who", "ours"]
EXPONENT = 1.05


def times(program, message):
    done = subprocess.run([program, "time", "--budget", "300", "--messages", message, *SELECTION],
                          check=True, stdout=subprocess.PIPE, text=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {key: float(time) for key, _, time in rows}


def slope(points):
    """Of the least squares line through the logarithms."""
    xs, ys = zip(*((math.log(x), math.log(y)) for x, y in points))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("valgrind is missing")

    program, rows = binary("driver"), []
    for series, sizes in SERIES.items():
        for size in sizes:
            message = f"{series}-{size}"
            timed = times(program, message)
            for key, figure in count(program, ["--messages", message, *SELECTION]).items():
                _, job, encoding, _ = key.split("/")
                rows.append([series, size, encoding, job, figure["bytes"], figure["instructions"], timed[key]])
    if arguments.write:
        with (HERE / "scaling.csv").open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["series", "size", "encoding", "job", "bytes", "instructions", "nanoseconds"])
            writer.writerows(rows)

    wrong = 0
    print(f"{'':42} {'instructions':>12} {'time':>6}")
    for series in SERIES:
        for encoding in ENCODINGS:
            for job in dict.fromkeys(row[3] for row in rows if row[2] == encoding):
                mine = [row for row in rows if (row[0], row[2], row[3]) == (series, encoding, job)]
                counted, timed = slope([(r[4], r[5]) for r in mine]), slope([(r[4], r[6]) for r in mine])
                wrong += counted > EXPONENT
                mark = "  not linear" if counted > EXPONENT else ""
                print(f"{series + ' ' + encoding + ' ' + job:42} {counted:12.3f} {timed:6.3f}{mark}")
    if wrong:
        sys.exit(1)


main()
