#!/usr/bin/env python3
"""Times every job, and counts what it allocates.

    benches/times.py            print the tables
    benches/times.py --write    write them to TIMES.md
    … --also FILE               with the figures of a file too, as peers/pykmip.py prints them

The driver runs the jobs of one message in turn, many times, and keeps the fastest run of each: a busy machine slows all
of them down alike, and what counts are the ratios.
"""

import argparse
import datetime
import pathlib
import re
import subprocess

from common import ABOUT, HERE, binary, floor_of, number, output, tables


def lines(program, *arguments):
    done = subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def processor():
    found = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return found[1] if found else "an unknown processor"


def duration(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def rate(per_second):
    for unit, size in ((" M", 1e6), (" k", 1e3)):
        if per_second >= size:
            return f"{per_second / size:.3g}{unit}/s"
    return f"{per_second:.3g}/s"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--also", type=pathlib.Path)
    parser.add_argument("--budget", default="100", help="milliseconds for each job")
    arguments = parser.parse_args()

    also = arguments.also.read_text().splitlines() if arguments.also else []
    rows = lines(binary("driver"), "time", "--budget", arguments.budget) + [line.split("\t") for line in also]
    figures = {key: {"bytes": int(length), "time": float(time)} for key, length, time in rows}
    for key, count, _ in lines(binary("allocations")):
        figures[key]["allocations"] = int(count)

    def cell(key):
        figure = figures[key]
        parts = [duration(figure["time"])]
        # A look-up does not read the whole message.
        if "/get/" not in key:
            parts.append(f"{number(round(figure['bytes'] / figure['time'] * 1e3))} MB/s")
        parts.append(rate(1e9 / figure["time"]))
        if "allocations" in figure:
            parts.append(f"{number(figure['allocations'])} al")
        floor = floor_of(figures, key, "time") if key.startswith("ours/") else None
        return " · ".join(parts) + (f" · {figure['time'] / floor:.1f}×" if floor else "")

    text = "\n".join([
        "# Times",
        "",
        f"Made by `benches/times.py --write` on {datetime.date.today().isoformat()} with {output('rustc', '--version')}, on "
        f"{processor()}; release, one codegen unit, no LTO. The machine was busy: compare within a column, not with others.",
        "",
        "Time of a call, the fastest of many · megabytes (10⁶) of the message in that encoding a second · messages a second · "
        f"heap allocations a call · times the floor. {ABOUT}",
        *tables(figures, "time", cell),
    ]) + "\n"
    if arguments.write:
        (HERE / "TIMES.md").write_text(text)
    else:
        print(text)


main()
