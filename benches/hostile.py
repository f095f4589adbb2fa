#!/usr/bin/env python3
"""Measures what hostile inputs cost at every entry point, and compares it with the bounds that SECURITY.md promises.

    .ci/hostile                  heap, stack, and how instructions grow; fails where a bound is broken
    .ci/hostile --quick          heap of inputs of 16 and 64 KiB alone
    .ci/hostile --again          heap of inputs of 16 and 64 KiB, of the shapes that held most, and of guards: part of CI
    .ci/hostile --all            every shape of 256 KiB and 1 MiB, too: hours
    .ci/hostile --part stack     only one of `heap`, `stack`, `growth`; can be given more than once
    .ci/hostile --write          as without; writes what was measured to the table of SECURITY.md and to hostile.json
    .ci/hostile --entry "walk" --shape "links" --formats ttlv,xml    only these; each can be given more than once

`--write` writes after every few entry points, and leaves what was not measured as it is: the whole can be made in parts.

Of inputs of 256 KiB and 1 MiB those shapes are measured, for each entry point and format, that held the most a byte at 64 KiB, and
those of which a byte took longer there than at 16 KiB, by the clock of the thread. Counting needs `valgrind`. Only those calls are
counted that the clock says may grow faster than their input, and of each entry point those two that it says grow most: counting
all would take days. The clock never decides: what it points out is counted, and the count is compared with the bound.
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
PARTS = ["heap", "stack", "growth"]
SMALL_SIZES, LARGE_SIZES = [16, FEW], [256, MANY]
# So many shapes are measured at the large sizes for what they hold, and as many for how their time grows.
SAMPLE = 3
# Shapes that hold little, and most where the bound on findings is taken out. Without them `--again` would not notice.
GUARDS = {"validate, untyped": ["validation information"], "validate, typed": ["validation information"]}
# The bounds.
SMALL = 64 << 10
HELD = {"Decode": 32, "Use": 64}
GROWTH = 1.3
STACK, STACKS = 64, [16, 24, 32, 48, 64]
# What the clock has to say of a call, for it to be counted: how much more a byte takes, and how long the call takes at all.
HINT, SHORT = 1.2, 2_000_000
# So often is it asked again: a machine that does something else makes a call slow, but not each time.
ASKED = 3
# So many of the calls that it points out are counted, of each entry point: those that grow most.
COUNTED = 2
# Of so many entry points the figures are written at a time.
TOGETHER = 8

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
    """The shapes that stand out at the small sizes: those that hold most a byte, and those that grow; by entry point and format."""
    small, few = ({(c.entry, c.format, c.shape): c for c in made if c.kib == kib} for kib in SMALL_SIZES)
    held, grown = collections.defaultdict(list), collections.defaultdict(list)
    for key, call in few.items():
        held[key[:2]].append((call.heap / call.size, call.shape))
        grown[key[:2]].append((pace(call) / pace(small[key]), call.shape))
    most = lambda its: [shape for _, shape in sorted(its, reverse=True)[:SAMPLE]]
    return {key: (most(held[key]), most(grown[key])) for key in held}


def selected(sampled):
    """The arguments that select what was sampled, an entry point and format at a time."""
    return [chosen(*key, dict.fromkeys(held + grown)) for key, (held, grown) in sampled.items()]


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


def count(program, shape, form, entries, sizes):
    """The instructions of these entry points for inputs of both sizes: by entry point and size."""
    chosen = [part for entry in entries for part in ("--entry", entry)]
    with tempfile.TemporaryDirectory() as folder:
        dumps = pathlib.Path(folder) / "callgrind"
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=kmip_hostile::measured",
             "--dump-after=kmip_hostile::measured", f"--callgrind-out-file={dumps}",
             program, "count", f"--sizes={','.join(map(str, sizes))}", "--shape", shape, "--formats", form, *chosen],
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


def hints(program, made, sizes):
    """The calls that take longer a byte at the larger size, however often the clock is asked: shape, format → entry points."""
    small, large = sizes
    fastest = {}
    def note(calls):
        for call in calls:
            key = call.entry, call.format, call.shape, call.kib
            if key not in fastest or call.time < fastest[key].time:
                fastest[key] = call
    def is_hint(key):
        few, many = fastest[*key, small], fastest[*key, large]
        return many.time > SHORT * large // MANY and pace(many) > HINT * pace(few)
    note(made)
    slow = [key for *key, kib in fastest if kib == large and is_hint(key)]
    for _ in range(ASKED):
        note(measure(program, sizes, [chosen(entry, form, [shape]) for entry, form, shape in slow]))
        slow = list(filter(is_hint, slow))
    slow.sort(key=lambda key: pace(fastest[*key, large]) / pace(fastest[*key, small]), reverse=True)
    hinted, counted = collections.defaultdict(list), collections.Counter()
    for entry, form, shape in slow:
        counted[entry] += 1
        if counted[entry] <= COUNTED:
            hinted[shape, form].append(entry)
    print(f"{len(slow)} calls grow by the clock")
    return hinted


def growth(program, selections, sizes):
    """How much more instructions a byte takes at the larger size, of the calls that the clock points out."""
    small, large = sizes
    made = measure(program, sizes, selections)
    hinted = hints(program, made, sizes)
    figures, wrong = {}, []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counted = pool.map(lambda key: count(program, *key, hinted[key], sizes), hinted)
        for (shape, form), counts in zip(hinted, counted):
            for entry in hinted[shape, form]:
                times = counts[entry, large] / counts[entry, small]
                figures[entry] = max(figures.get(entry, (0, "", "")), (times, form, shape))
                if times > GROWTH:
                    wrong.append(f"growth: {entry}, {form}, {shape}: {times:.2f} times the instructions a byte")
    print(f"{sum(call.kib == large for call in made)} calls of {large} KiB timed, {sum(map(len, hinted.values()))} counted", flush=True)
    return figures, wrong


def table(record):
    """The table of SECURITY.md, a row for each entry point; what breaks its bound is bold."""
    rows = record["entries"].values()
    many = sum(row["large"] for row in rows)
    large = f", and of {'all' if many == len(rows) else many} entry points those of 256 KiB and 1 MiB that stood out there" if many else ""
    unknown = "; –: not measured" if any(row["growth"] is None or row["stack"] is None for row in rows) else ""
    lines = [
        f"`.ci/hostile --write`, {record['date']}, {record['rustc'].split(' (')[0]}: "
        f"{record['shapes']} shapes, in each format that has them, {number(sum(row['calls'] for row in rows))} calls: all of "
        f"{' and '.join(map(str, SMALL_SIZES))} KiB{large}. Bold: more than the bound{unknown}.",
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
        shape = worst["held"][0] if worst["times"] > 0 else "–"
        written = f"{row['written']:.0f}×" if row["written"] else "–"
        grows = marked(f"{it:.2f}", it > GROWTH) if (it := row["growth"]) else "–" if it is None else f"< {HINT}"
        stack = row["stack"] or ("–" if row["stack"] is None else f"**> {STACK}**")
        lines.append(f"| {entry} | {bound} | {' | '.join(cells)} | {shape} | {written} | {grows} | {stack} |")
    return "\n".join(lines)


def shown(record):
    """SECURITY.md with the table in it."""
    before, rest = SECURITY.read_text().split(START)
    return before + START + "\n" + table(record) + "\n\n" + END + rest.split(END, 1)[1]


def rows(groups, entries, made, sampled):
    """What is recorded of the heap of these entry points, by their names. And what breaks the bound."""
    worst, written, wrong = heap(made, groups)
    found = {}
    for entry in entries:
        heaps = {}
        for (its, form), call in worst.items():
            if its == entry:
                held, grown = sampled[its, form]
                # First the one of the figure, which may be of a large size.
                held = list(dict.fromkeys([call.shape, *held]))[:SAMPLE]
                heaps[form] = {"times": round(times(call), 2), "kib": call.kib, "held": held, "grown": grown}
        its = [call for call in made if call.entry == entry]
        found[entry] = {"group": groups[entry], "large": any(call.kib > FEW for call in its), "calls": len(its), "heap": heaps,
                        "written": round(written.get(entry, 0), 1)}
    return found, wrong


def write(program, groups, found):
    """Writes what was found of entry points to the record, and the table."""
    shapes = {line.split("\t")[0] for line in output(program, "shapes").splitlines()}
    before = json.loads(RECORD.read_text())["entries"]
    head = {"date": datetime.date.today().isoformat(), "rustc": output("rustc", "--version"), "shapes": len(shapes)}
    nothing = {"growth": None, "stack": None}
    entries = {entry: row for entry in groups if (row := nothing | before.get(entry, {}) | found.get(entry, {})) != nothing}
    lines = ",\n".join(f"    {json.dumps(entry)}: {json.dumps(row)}" for entry, row in entries.items())
    RECORD.write_text(json.dumps(head, indent=2)[:-2] + ',\n  "entries": {\n' + lines + "\n  }\n}\n")
    SECURITY.write_text(shown({**head, "entries": entries}))


def recorded(entries, forms):
    """The shapes that the record names, by entry point and format."""
    record = json.loads(RECORD.read_text())["entries"]
    return {(entry, form): (it["held"], it["grown"]) for entry, row in record.items() if entry in entries
            for form, it in row["heap"].items() if form in forms}


class Run:
    """What is measured, of which entry points, shapes and formats."""

    def __init__(self, arguments):
        self.program = built("--package=kmip-hostile")
        self.groups = dict(line.split("\t") for line in output(self.program, "entries").splitlines())
        self.parts = arguments.part or (["heap"] if arguments.quick or arguments.again else PARTS)
        self.arguments = arguments
        self.forms = arguments.formats.split(",") if arguments.formats else FORMATS
        self.narrowed = [part for shape in arguments.shape for part in ("--shape", shape)]
        self.is_whole = not self.narrowed and not arguments.formats and not arguments.again

    def every(self, entries):
        """The arguments that select all that was asked for of these entry points, a format at a time."""
        wanted = [part for entry in entries for part in ("--entry", entry)]
        return [[*wanted, *self.narrowed, f"--formats={form}"] for form in self.forms]

    def heap(self, entries):
        """The calls, what stands out among them, and what breaks a bound."""
        arguments = self.arguments
        costly = [chosen(*key, dict.fromkeys([*held, *GUARDS.get(key[0], [])]))
                  for key, (held, _) in recorded(entries, self.forms).items()]
        made = measure(self.program, SMALL_SIZES, costly if arguments.again else self.every(entries))
        sampled = samples(made)
        if not arguments.quick and not arguments.again:
            # A selection is small.
            few = self.is_whole and not arguments.all
            made += measure(self.program, LARGE_SIZES, selected(sampled) if few else self.every(entries))
        found, wrong = rows(self.groups, entries, made, sampled)
        if arguments.entry or self.narrowed:
            for entry, row in found.items():
                for form, it in row["heap"].items():
                    print(f"{entry:32} {form:5} {it['times']:8.1f} × {it['held'][0]}")
        # Of a part, some entry points have nothing that they could take.
        return found, [line for line in wrong if self.is_whole or not line.endswith("no input succeeds")]

    def growth(self, entries):
        """By entry point how much more a byte takes, 0 where the clock points out nothing; and what breaks the bound."""
        sizes = SMALL_SIZES if self.arguments.again else [FEW, MANY]
        selections = self.every(entries) if self.narrowed else selected(recorded(entries, self.forms))
        figures, wrong = growth(self.program, selections, sizes)
        return {entry: {"growth": round(figures[entry][0], 3) if entry in figures else 0} for entry in entries}, wrong

    def stack(self, entries):
        """By entry point the smallest stack that is enough, 0 where none is; and what breaks the bound."""
        selection = [*self.narrowed, f"--formats={','.join(self.forms)}"]
        figures, wrong = stack(self.program, selection, entries)
        return {entry: {"stack": kib or 0} for entry, kib in figures.items()}, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for flag in ["--quick", "--again", "--all", "--write"]:
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--part", action="append", default=[], choices=PARTS)
    parser.add_argument("--entry", action="append", default=[])
    parser.add_argument("--shape", action="append", default=[])
    parser.add_argument("--formats")
    run = Run(parser.parse_args())

    entries, wrong = run.arguments.entry or list(run.groups), []
    together = len(entries) if run.arguments.again else TOGETHER
    for few in (entries[start : start + together] for start in range(0, len(entries), together)):
        for part in run.parts:
            found, broken = getattr(run, part)(few)
            wrong += broken
            if run.arguments.write and run.is_whole:
                write(run.program, run.groups, found)
    if SECURITY.read_text() != shown(json.loads(RECORD.read_text())):
        wrong.append("SECURITY.md does not show what is recorded: --write")
    for line in wrong:
        print(f"BROKEN  {line}")
    if wrong:
        sys.exit(1)
    print(f"hostile: {len(entries)} entry points, all within their bounds")


main()
