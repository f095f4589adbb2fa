#!/usr/bin/env python3
"""Measures what hostile inputs cost at every entry point, and compares it with the bounds that SECURITY.md promises.

    .ci/hostile                  everything: heap at four sizes, stack, and how instructions grow; fails where a bound is broken
    .ci/hostile --quick          heap of inputs of 16 and 64 KiB alone
    .ci/hostile --write          everything; then writes the table of SECURITY.md and hostile.json
    .ci/hostile --entry "walk" --shape "links" --formats ttlv,xml    only these; each can be given more than once

Counting needs `valgrind`. Only those calls are counted that the clock says may grow faster than their input: counting all
would take hours. The clock never decides: what it points out is counted, and the count is compared with the bound.
"""

import argparse
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from common import HERE, TUNABLES, number, output

RECORD = HERE / "hostile.json"
SECURITY = HERE.parent / "SECURITY.md"
START, END = "<!-- written by .ci/hostile --write -->\n", "<!-- end -->"
FORMATS = ["ttlv", "xml", "json", "cbor"]
QUICK, SIZES = [16, 64], [16, 64, 256, 1024]
# The bounds.
SMALL = 64 << 10
HELD = {"Decode": 32, "Use": 64}
GROWTH, FEW, MANY = 1.3, 64, 1024
STACK, STACKS = 64, [16, 24, 32, 48, 64]
# What the clock has to say of a call, for it to be counted: how much more a byte takes, and how long the call takes at all.
HINT, SHORT = 1.2, 2_000_000

Call = collections.namedtuple("Call", "entry format shape kib size cost written done")


def binary():
    """Builds the program; returns its path."""
    built = subprocess.run(
        ["cargo", "build", "--release", "--locked", "--quiet", "--message-format=json", "--package=kmip-hostile"],
        stdout=subprocess.PIPE, text=True, cwd=HERE.parent,
    )
    if built.returncode != 0:
        sys.exit("the build failed")
    for line in built.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable"):
            return message["executable"]
    sys.exit("nothing was built")


def calls(text):
    """What the program prints, a call a line."""
    for line in text.splitlines():
        entry, form, shape, kib, size, cost, written, done = line.split("\t")
        yield Call(entry, form, shape, int(kib), int(size), int(cost), int(written), done == "true")


def run(program, command, sizes, selection):
    done = subprocess.run([program, command, f"--sizes={','.join(map(str, sizes))}", *selection],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr}")
    return list(calls(done.stdout))


def times(call):
    """How many times its size the heap is that a call holds, beyond what a small input may take."""
    return max(0, call.cost - SMALL) / call.size


def heap(program, sizes, selection, groups):
    """Figures of the heap: entry point, format → the worst call. And what breaks the bound."""
    worst, wrong, written, done = {}, [], {}, set()
    for call in run(program, "heap", sizes, selection):
        key = call.entry, call.format
        if key not in worst or times(call) > times(worst[key]):
            worst[key] = call
        if times(call) > HELD[groups[call.entry]]:
            wrong.append((times(call), f"heap: {call.entry}, {call.format}, {call.shape}, {call.kib} KiB: "
                          f"{number(call.cost)} bytes held, {times(call):.0f} times {number(call.size)}"))
        written[call.entry] = max(written.get(call.entry, 0), call.written / call.size)
        if call.done:
            done.add(key)
    # An entry point that refuses everything has shown nothing.
    wrong += [(0, f"{entry}, {form}: no input succeeds") for entry, form in worst if (entry, form) not in done]
    return worst, written, [line for _, line in sorted(wrong, reverse=True)]


def stack(program, selection, groups, entries):
    """The smallest stack, of those that are tried, in which an entry point takes every input."""
    def fits(entry, kib):
        return subprocess.run([program, "stack", str(kib), "--sizes=16", *selection, "--entry", entry],
                              capture_output=True).returncode == 0

    def least(entry):
        return next((kib for kib in STACKS if fits(entry, kib)), None)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        figures = dict(zip(entries, pool.map(least, entries)))
    return figures, [f"stack: {entry} overflows {STACK} KiB" for entry, kib in figures.items() if kib is None]


def count(program, shape, form, entries):
    """The instructions of these entry points for inputs of both sizes: by entry point and size."""
    chosen = [part for entry in entries for part in ("--entry", entry)]
    with tempfile.TemporaryDirectory() as folder:
        dumps = pathlib.Path(folder) / "callgrind"
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=kmip_hostile::measured",
             "--dump-after=kmip_hostile::measured", f"--callgrind-out-file={dumps}",
             program, "count", f"--sizes={FEW},{MANY}", "--shape", shape, "--formats", form, *chosen],
            capture_output=True, text=True, env=os.environ | TUNABLES,
        )
        if done.returncode != 0:
            sys.exit(done.stderr)
        made = list(calls(done.stdout))
        sums = [int(re.search(r"^totals: (\d+)", pathlib.Path(f"{dumps}.{n}").read_text(), re.M)[1])
                for n in range(1, len(made) + 1)]
        if pathlib.Path(f"{dumps}.{len(made) + 1}").exists():
            sys.exit(f"{shape}: callgrind counted something else")
    return {(call.entry, call.kib): total / call.size for call, total in zip(made, sums)}


def growth(program, selection):
    """How much more instructions a byte takes at 1 MiB than at 64 KiB, of the calls that the clock points out."""
    timed = {}
    for call in run(program, "time", [FEW, MANY], selection):
        timed.setdefault((call.entry, call.format, call.shape), []).append(call)
    hinted = collections.defaultdict(list)
    for (entry, form, shape), (few, many) in timed.items():
        if many.cost > SHORT and many.cost / many.size > HINT * few.cost / few.size:
            hinted[shape, form].append(entry)
    figures, wrong = {}, []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = pool.map(lambda key: count(program, *key, hinted[key]), hinted)
        for (shape, form), counts in zip(hinted, counted):
            for entry in hinted[shape, form]:
                times = counts[entry, MANY] / counts[entry, FEW]
                figures[entry] = max(figures.get(entry, (0, "", "")), (times, form, shape))
                if times > GROWTH:
                    wrong.append(f"growth: {entry}, {form}, {shape}: {times:.2f} times the instructions a byte")
    print(f"{len(timed)} calls timed, {sum(map(len, hinted.values()))} counted")
    return figures, wrong


def table(record):
    """The table of SECURITY.md, a row for each entry point."""
    sizes = ", ".join(f"{kib}" for kib in record["sizes"])
    lines = [
        f"`.ci/hostile --write`, {record['date']}, {record['rustc'].split(' (')[0]}: {record['shapes']} shapes, in each "
        f"format that has them, of {sizes} KiB.",
        "",
        "| entry point | bound | TTLV | XML | JSON | CBOR | shape that takes most | written | instructions | stack, KiB |",
        "|---|---:|---:|---:|---:|---:|---|---:|---:|---:|",
    ]
    for entry, row in record["entries"].items():
        cells = [f"{row['heap'][form]['times']:.1f}" if form in row["heap"] else "–" for form in FORMATS]
        worst = max(row["heap"].values(), key=lambda it: it["times"])
        shape = worst["shape"] if worst["times"] > 0 else "–"
        written = f"{row['written']:.0f}×" if row["written"] else "–"
        grows = f"{row['growth']:.2f}" if row["growth"] else f"< {HINT}"
        lines.append(f"| {entry} | {HELD[row['group']]} | {' | '.join(cells)} | {shape} | {written} | {grows} | {row['stack']} |")
    return "\n".join(lines)


def shown(record):
    """SECURITY.md with the table in it."""
    before, rest = SECURITY.read_text().split(START)
    return before + START + "\n" + table(record) + "\n\n" + END + rest.split(END, 1)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--entry", action="append", default=[])
    parser.add_argument("--shape", action="append", default=[])
    parser.add_argument("--formats")
    arguments = parser.parse_args()

    program = binary()
    groups = dict(line.split("\t") for line in output(program, "entries").splitlines())
    entries = arguments.entry or list(groups)
    narrowed = [part for shape in arguments.shape for part in ("--shape", shape)]
    narrowed += [f"--formats={arguments.formats}"] if arguments.formats else []
    selection = narrowed + [part for entry in arguments.entry for part in ("--entry", entry)]
    is_all = not selection
    sizes = QUICK if arguments.quick else SIZES

    worst, written, wrong = heap(program, sizes, selection, groups)
    if not is_all:
        for (entry, form), call in worst.items():
            print(f"{entry:32} {form:5} {times(call):8.1f} × {call.shape}")
        # Of a part, some entry points have nothing that they could take.
        wrong = [line for line in wrong if not line.endswith("no input succeeds")]
    if not arguments.quick:
        stacks, overflows = stack(program, narrowed, groups, entries)
        grown, too_fast = growth(program, selection)
        wrong += overflows + too_fast
        if arguments.write and is_all:
            shapes = {line.split("\t")[0] for line in output(program, "shapes").splitlines()}
            rows = {}
            for entry in entries:
                heaps = {form: {"times": round(times(call), 2), "shape": call.shape, "kib": call.kib}
                         for (its, form), call in worst.items() if its == entry}
                rows[entry] = {"group": groups[entry], "heap": heaps, "written": round(written[entry], 1),
                               "growth": round(grown[entry][0], 3) if entry in grown else None, "stack": stacks[entry]}
            record = {"date": datetime.date.today().isoformat(), "rustc": output("rustc", "--version"), "sizes": sizes,
                      "shapes": len(shapes), "entries": rows}
            head = {key: value for key, value in record.items() if key != "entries"}
            lines = ",\n".join(f"    {json.dumps(entry)}: {json.dumps(row)}" for entry, row in rows.items())
            RECORD.write_text(json.dumps(head, indent=2)[:-2] + ',\n  "entries": {\n' + lines + "\n  }\n}\n")
            SECURITY.write_text(shown(record))
    if is_all and SECURITY.read_text() != shown(json.loads(RECORD.read_text())):
        wrong.append("SECURITY.md does not show what is recorded: --write")
    for line in wrong:
        print(f"BROKEN  {line}")
    if wrong:
        sys.exit(1)
    print(f"hostile: {len(worst)} entry points of formats, all within their bounds")


main()
