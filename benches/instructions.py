#!/usr/bin/env python3
"""Counts the instructions of every job, and compares them with what they were.

    .ci/instructions            count, print what changed; fail if a job of ours takes 5 % more than in instructions.json
    .ci/instructions --write    count, and write instructions.json, INSTRUCTIONS.md and the summary in README.md
    .ci/instructions --table    print the summary of instructions.json, without counting
    .ci/instructions --jobs decode --messages b,e    only these, of which nothing is written

Counts depend on the compiler: with another version of rustc than that of instructions.json nothing is compared with it,
and the ratios to floors and peers, which are of one run, are all that can fail.
"""

import argparse
import datetime
import json
import re
import shutil
import sys

from common import ABOUT, ENCODINGS, HERE, binary, count, floor_of, number, output, peers_of, tables

RECORD = HERE / "instructions.json"
TABLE = HERE / "INSTRUCTIONS.md"
# Which rows of the summary each README shows; all where none are named.
READMES = {
    HERE / "README.md": None,
    HERE.parent / "README.md": {
        "walk/ttlv/b", "get/ttlv/b", "decode/ttlv/b", "decode/ttlv/d", "decode/ttlv/e", "encode/ttlv/b", "encode-vec/ttlv/a",
        "decode/xml/b", "encode/xml/b", "decode/json/b", "encode/json/b", "decode/cbor/b", "encode/cbor/b",
    },
}
START, END = "<!-- written by .ci/instructions --write -->\n", "<!-- end -->"
WORSE = 1.05
PEER = 5.0


def ours(figures):
    return [key for key in figures if key.startswith("ours/")]


def compare(record, figures, rustc):
    """Prints what changed; returns what is not to be."""
    wrong = []
    for key in ours(figures):
        for who, times in peers_of(figures, key, "instructions"):
            if times < PEER and not key.startswith("ours/decode-owned/"):
                wrong.append(f"{key}: {who} needs {times:.1f} times as much, not {PEER:.0f}")
    if rustc != record["rustc"]:
        print(f"The record is of {record['rustc']}, this is {rustc}: counts are not compared.")
        return wrong
    better = 0
    for key in ours(figures):
        if key not in record["figures"]:
            print(f"new     {key}: {figures[key]['instructions']}")
            continue
        was, now = record["figures"][key]["instructions"], figures[key]["instructions"]
        if now > was * WORSE:
            wrong.append(f"{key}: {now} instructions, {now / was - 1:+.1%} (were {was})")
        elif now < was / WORSE:
            better += 1
            print(f"better  {key}: {now} instructions, {now / was - 1:+.1%} (were {was})")
    if better:
        print("Record what got better: .ci/instructions --write")
    return wrong


def table(record):
    """INSTRUCTIONS.md."""
    figures = record["figures"]

    def cell(key):
        figure = figures[key]
        text = f"{number(figure['instructions'])} · {figure['instructions'] / max(1, figure['bytes']):.1f}/B"
        floor = floor_of(figures, key, "instructions") if key.startswith("ours/") else None
        return text + (f" · {figure['instructions'] / floor:.1f}×" if floor else "")

    return "\n".join([
        "# Instructions",
        "",
        f"Made by `.ci/instructions --write` on {record['date']} with {record['rustc']}, {record['valgrind']}, "
        f"{record['target']}; release, one codegen unit, no LTO.",
        "",
        f"Instructions a call · a byte of the message in that encoding · times the floor. {ABOUT}",
        *tables(figures, "instructions", cell),
    ]) + "\n"


# What the summary has: job, encoding, messages.
SUMMARY = [
    ("walk", "ttlv", "bde"), ("decode", "ttlv", "bcde"), ("decode-owned", "ttlv", "bde"), ("encode", "ttlv", "bcde"),
    ("encode-vec", "ttlv", "ac"), ("get", "ttlv", "b"),
    ("decode", "xml", "bde"), ("encode", "xml", "bde"), ("encode-vec", "xml", "e"),
    ("decode", "json", "bde"), ("encode", "json", "bde"), ("encode-vec", "json", "e"),
    ("decode", "cbor", "bde"), ("encode", "cbor", "bde"), ("to-xml", "ttlv", "b"), ("to-json", "ttlv", "b"),
    ("to-cbor", "ttlv", "b"),
]
NAMES = {"a": "Get request", "b": "Get response", "c": "Register RSA-2048", "d": "Locate, 10,000 ids", "e": "100 × Get response"}
JOBS = {
    "walk": "check all items", "decode": "decode", "decode-owned": "decode, owned", "encode": "encode into a buffer",
    "encode-vec": "encode into a new buffer", "get": "look up a value", "to-xml": "convert to XML",
    "to-json": "convert to JSON", "to-cbor": "convert to CBOR",
}


def summary(record, rows=None):
    figures = record["figures"]
    lines = [
        f"Instructions a call (a byte), `.ci/instructions`, {record['date']}, {record['rustc'].split(' (')[0]}:",
        "",
        "| encoding, message | job | ours | floor | ours / floor | peer | peer / ours |",
        "|---|---|---|---|---|---|---|",
    ]
    for job, encoding, messages in SUMMARY:
        for message in messages:
            key = f"ours/{job}/{encoding}/{message}"
            if key not in figures or (rows is not None and f"{job}/{encoding}/{message}" not in rows):
                continue
            figure, floor = figures[key], floor_of(figures, key, "instructions")
            peers = sorted(peers_of(figures, key, "instructions"), key=lambda it: it[1])
            lines.append("| " + " | ".join([
                f"{ENCODINGS[encoding].split(' ')[0]}, {NAMES[message]} ({number(figure['bytes'])} B)", JOBS[job],
                f"{number(figure['instructions'])} ({figure['instructions'] / figure['bytes']:.1f})",
                number(floor) if floor else "–",
                f"{figure['instructions'] / floor:.1f}×" if floor else "–",
                f"{peers[0][0]} {number(round(peers[0][1] * figure['instructions']))}" if peers else "–",
                f"{peers[0][1]:.0f}×" if peers else "–",
            ]) + " |")
    return "\n".join(lines)


def shown(readme, record):
    """A README with the summary in it."""
    before, rest = readme.read_text().split(START)
    return before + START + "\n" + summary(record, READMES[readme]) + "\n\n" + END + rest.split(END, 1)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--table", action="store_true")
    for name in ("messages", "jobs", "encodings", "who"):
        parser.add_argument(f"--{name}")
    arguments = parser.parse_args()

    if arguments.table:
        print(summary(json.loads(RECORD.read_text())))
        return
    if not shutil.which("valgrind"):
        sys.exit("valgrind is missing")
    selection = [part for name in ("messages", "jobs", "encodings", "who") if getattr(arguments, name)
                 for part in (f"--{name}", getattr(arguments, name))]
    is_all = not selection
    figures = count(binary("driver"), selection)
    rustc = output("rustc", "--version")
    if arguments.write:
        if not is_all:
            sys.exit("a part is not written")
        host = re.search(r"^host: (.*)$", output("rustc", "-vV"), re.M)[1]
        record = {"date": datetime.date.today().isoformat(), "rustc": rustc, "target": host,
                  "valgrind": output("valgrind", "--version"), "figures": figures}
        # One figure a line, for the sake of diffs.
        head = {key: value for key, value in record.items() if key != "figures"}
        rows = ",\n".join(f"    {json.dumps(key)}: {json.dumps(figure)}" for key, figure in figures.items())
        RECORD.write_text(json.dumps(head, indent=2)[:-2] + ',\n  "figures": {\n' + rows + "\n  }\n}\n")
        TABLE.write_text(table(record))
        for readme in READMES:
            readme.write_text(shown(readme, record))
        print(f"{len(figures)} figures written")
        return
    if not is_all:
        for key in figures:
            print(f"{key:32} {figures[key]['instructions']:12,} {figures[key]['instructions'] / figures[key]['bytes']:8.1f}/B")
    record = json.loads(RECORD.read_text())
    wrong = compare(record, figures, rustc)
    wrong += [f"{readme.name} does not show what is recorded: --write" for readme in READMES
              if shown(readme, record) != readme.read_text()]
    if is_all:
        wrong += [f"{key}: not measured any more" for key in record["figures"] if key not in figures]
    for line in wrong:
        print(f"WORSE   {line}")
    if wrong:
        sys.exit(1)
    verdict = ", none worse by more than 5 %" if rustc == record["rustc"] else ""
    print(f"instructions: {len(ours(figures))} jobs of ours{verdict}")


main()
