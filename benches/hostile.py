#!/usr/bin/env python3
"""Measures what hostile inputs cost at every entry point, and compares it with the bounds that SECURITY.md promises.

    .ci/hostile                  heap, stack, and how instructions grow; fails where a bound is broken
    .ci/hostile --quick          heap of inputs of 16 and 64 KiB alone
    .ci/hostile --all            every shape of 256 KiB and 1 MiB, too: hours
    .ci/hostile --write          as without; then writes the table of SECURITY.md and hostile.json; with --quick, of the heap alone
    .ci/hostile --entry "walk" --shape "links" --formats ttlv,xml    only these; each can be given more than once

Of inputs of 256 KiB and 1 MiB those shapes are measured, for each entry point and format, that held the most a byte at 64 KiB, and
those of which a byte took longer there than at 16 KiB, by the clock. Counting needs `valgrind`. Only those calls are counted that
the clock says may grow faster than their input: counting all would take days. The clock never decides: what it points out is
counted, and the count is compared with the bound.
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

from common import HERE, TUNABLES, built, number, output

RECORD = HERE / "hostile.json"
SECURITY = HERE.parent / "SECURITY.md"
START, END = "<!-- written by .ci/hostile --write -->\n", "<!-- end -->"
FORMATS = ["ttlv", "xml", "json", "cbor"]
FEW, MANY = 64, 1024
SMALL_SIZES, LARGE_SIZES = [16, FEW], [256, MANY]
# So many shapes are measured at the large sizes for what they hold, and as many for how their time grows.
SAMPLE = 3
# The bounds.
SMALL = 64 << 10
HELD = {"Decode": 32, "Use": 64}
GROWTH = 1.3
STACK, STACKS = 64, [16, 24, 32, 48, 64]
# What the clock has to say of a call, for it to be counted: how much more a byte takes, and how long the call takes at all.
HINT, SHORT = 1.2, 2_000_000
# So often is it asked again: a machine that does something else makes a call slow, but not each time.
ASKED = 3

Call = collections.namedtuple("Call", "entry format shape kib size heap time written done")


def calls(text):
    """What the program prints, a call a line."""
    for line in text.splitlines():
        entry, form, shape, kib, size, heap, time, written, done = line.split("\t")
        yield Call(entry, form, shape, int(kib), int(size), int(heap), int(time), int(written), done == "true")


def run(program, command, sizes, selection):
    done = subprocess.run([program, command, f"--sizes={','.join(map(str, sizes))}", *selection],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr}")
    return list(calls(done.stdout))


def measure(program, sizes, selections):
    """The calls of all selections, two at a time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [call for made in pool.map(lambda it: run(program, "measure", sizes, it), selections) for call in made]


def chosen(entry, form, shapes):
    """The arguments that select these calls."""
    return ["--entry", entry, f"--formats={form}", *(part for shape in shapes for part in ("--shape", shape))]


def times(call):
    """How many times its size the heap is that a call holds, beyond what a small input may take."""
    return max(0, call.heap - SMALL) / call.size


def pace(call):
    """The nanoseconds that a byte takes."""
    return call.time / call.size


def samples(made):
    """What is measured at the large sizes: for each entry point and format, the shapes that stand out at the small ones."""
    small, few = ({(c.entry, c.format, c.shape): c for c in made if c.kib == kib} for kib in SMALL_SIZES)
    held, grown = collections.defaultdict(list), collections.defaultdict(list)
    for key, call in few.items():
        held[key[:2]].append((call.heap / call.size, call.shape))
        grown[key[:2]].append((pace(call) / pace(small[key]), call.shape))
    most = lambda its: [shape for _, shape in sorted(its, reverse=True)[:SAMPLE]]
    return [chosen(*key, dict.fromkeys(most(held[key]) + most(grown[key]))) for key in held]


def heap(made, groups):
    """Figures of the heap: entry point, format → the worst call. And what breaks the bound."""
    worst, wrong, written, done = {}, [], {}, set()
    for call in made:
        key = call.entry, call.format
        if key not in worst or times(call) > times(worst[key]):
            worst[key] = call
        if times(call) > HELD[groups[call.entry]]:
            wrong.append((times(call), f"heap: {call.entry}, {call.format}, {call.shape}, {call.kib} KiB: "
                          f"{number(call.heap)} bytes held, {times(call):.0f} times {number(call.size)}"))
        written[call.entry] = max(written.get(call.entry, 0), call.written / call.size)
        if call.done:
            done.add(key)
    # An entry point that refuses everything has shown nothing.
    wrong += [(0, f"{entry}, {form}: no input succeeds") for entry, form in worst if (entry, form) not in done]
    return worst, written, [line for _, line in sorted(wrong, reverse=True)]


def stack(program, selection, entries):
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


def hints(program, made):
    """The calls that take longer a byte at 1 MiB than at 64 KiB, however often the clock is asked: shape, format → entry points."""
    fastest = {}
    def note(calls):
        for call in calls:
            key = call.entry, call.format, call.shape, call.kib
            if key not in fastest or call.time < fastest[key].time:
                fastest[key] = call
    def is_hint(key):
        few, many = fastest[*key, FEW], fastest[*key, MANY]
        return many.time > SHORT and pace(many) > HINT * pace(few)
    note(made)
    slow = [key for *key, kib in fastest if kib == MANY and is_hint(key)]
    for _ in range(ASKED):
        note(measure(program, [FEW, MANY], [chosen(entry, form, [shape]) for entry, form, shape in slow]))
        slow = list(filter(is_hint, slow))
    hinted = collections.defaultdict(list)
    for entry, form, shape in slow:
        hinted[shape, form].append(entry)
    return hinted


def growth(program, made):
    """How much more instructions a byte takes at 1 MiB than at 64 KiB, of the calls that the clock points out."""
    hinted = hints(program, made)
    figures, wrong = {}, []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = pool.map(lambda key: count(program, *key, hinted[key]), hinted)
        for (shape, form), counts in zip(hinted, counted):
            for entry in hinted[shape, form]:
                times = counts[entry, MANY] / counts[entry, FEW]
                figures[entry] = max(figures.get(entry, (0, "", "")), (times, form, shape))
                if times > GROWTH:
                    wrong.append(f"growth: {entry}, {form}, {shape}: {times:.2f} times the instructions a byte")
    print(f"{sum(call.kib == MANY for call in made)} calls of {MANY} KiB timed, {sum(map(len, hinted.values()))} counted")
    return figures, wrong


def table(record):
    """The table of SECURITY.md, a row for each entry point; what breaks its bound is bold."""
    quick = record["quick"]
    large = "" if quick else f", and those of {LARGE_SIZES[0]} KiB and 1 MiB that stood out there"
    lines = [
        f"`.ci/hostile {'--quick ' if quick else ''}--write`, {record['date']}, {record['rustc'].split(' (')[0]}: "
        f"{record['shapes']} shapes, in each format that has them, {number(record['calls'])} calls: all of "
        f"{' and '.join(map(str, SMALL_SIZES))} KiB{large}. Bold: more than the bound{'; –: not measured' if quick else ''}.",
        "",
        "| entry point | bound | TTLV | XML | JSON | CBOR | shape that takes most | written | instructions | stack, KiB |",
        "|---|---:|---:|---:|---:|---:|---|---:|---:|---:|",
    ]

    def marked(text, is_wrong):
        return f"**{text}**" if is_wrong else text

    for entry, row in record["entries"].items():
        bound = HELD[row["group"]]
        cells = [marked(f"{it['times']:.1f}", it["times"] > bound) if (it := row["heap"].get(form)) else "–" for form in FORMATS]
        worst = max(row["heap"].values(), key=lambda it: it["times"])
        shape = worst["shape"] if worst["times"] > 0 else "–"
        written = f"{row['written']:.0f}×" if row["written"] else "–"
        grows = marked(f"{row['growth']:.2f}", row["growth"] > GROWTH) if row["growth"] else "–" if quick else f"< {HINT}"
        stack = row["stack"] or ("–" if quick else f"**> {STACK}**")
        lines.append(f"| {entry} | {bound} | {' | '.join(cells)} | {shape} | {written} | {grows} | {stack} |")
    return "\n".join(lines)


def shown(record):
    """SECURITY.md with the table in it."""
    before, rest = SECURITY.read_text().split(START)
    return before + START + "\n" + table(record) + "\n\n" + END + rest.split(END, 1)[1]


def write(program, quick, groups, made, worst, written, grown, stacks):
    """Writes the record and the table."""
    shapes = {line.split("\t")[0] for line in output(program, "shapes").splitlines()}
    rows = {}
    for entry, group in groups.items():
        heaps = {form: {"times": round(times(call), 2), "shape": call.shape, "kib": call.kib}
                 for (its, form), call in worst.items() if its == entry}
        rows[entry] = {"group": group, "heap": heaps, "written": round(written[entry], 1),
                       "growth": round(grown[entry][0], 3) if entry in grown else None, "stack": stacks.get(entry)}
    head = {"date": datetime.date.today().isoformat(), "rustc": output("rustc", "--version"), "quick": quick,
            "shapes": len(shapes), "calls": len(made)}
    lines = ",\n".join(f"    {json.dumps(entry)}: {json.dumps(row)}" for entry, row in rows.items())
    RECORD.write_text(json.dumps(head, indent=2)[:-2] + ',\n  "entries": {\n' + lines + "\n  }\n}\n")
    SECURITY.write_text(shown({**head, "entries": rows}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--entry", action="append", default=[])
    parser.add_argument("--shape", action="append", default=[])
    parser.add_argument("--formats")
    arguments = parser.parse_args()

    program = built("--package=kmip-hostile")
    groups = dict(line.split("\t") for line in output(program, "entries").splitlines())
    entries = arguments.entry or list(groups)
    narrowed = [part for shape in arguments.shape for part in ("--shape", shape)]
    narrowed += [f"--formats={arguments.formats}"] if arguments.formats else []
    is_all = not narrowed and not arguments.entry
    forms = arguments.formats.split(",") if arguments.formats else FORMATS
    wanted = [part for entry in arguments.entry for part in ("--entry", entry)]
    wanted += [part for shape in arguments.shape for part in ("--shape", shape)]
    every = [[*wanted, f"--formats={form}"] for form in forms]

    made = measure(program, SMALL_SIZES, every)
    if not arguments.quick:
        # A selection is small.
        made += measure(program, LARGE_SIZES, samples(made) if is_all and not arguments.all else every)
    worst, written, wrong = heap(made, groups)
    if not is_all:
        for (entry, form), call in worst.items():
            print(f"{entry:32} {form:5} {times(call):8.1f} × {call.shape}")
        # Of a part, some entry points have nothing that they could take.
        wrong = [line for line in wrong if not line.endswith("no input succeeds")]
    stacks, grown = {}, {}
    if not arguments.quick:
        stacks, overflows = stack(program, narrowed, entries)
        grown, too_fast = growth(program, made)
        wrong += overflows + too_fast
    if arguments.write and is_all:
        write(program, arguments.quick, groups, made, worst, written, grown, stacks)
    if is_all and SECURITY.read_text() != shown(json.loads(RECORD.read_text())):
        wrong.append("SECURITY.md does not show what is recorded: --write")
    for line in wrong:
        print(f"BROKEN  {line}")
    if wrong:
        sys.exit(1)
    print(f"hostile: {len(worst)} entry points of formats, all within their bounds")


main()
