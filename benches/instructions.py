#!/usr/bin/env python3
"""Counts the instructions of every job, and compares them with what they were.

    .ci/instructions            count, print what changed; fail if a job of ours takes 5 % more than in instructions.json
    .ci/instructions --write    count, and write instructions.json and INSTRUCTIONS.md
    .ci/instructions --table    print the summary of instructions.json, without counting
    .ci/instructions --jobs decode --messages b,e    only these, of which nothing is written

Callgrind counts what happens in `driver::measured`, which does one job so many times; a dump at its end has the sum.
Counts depend on the compiler: with another version of rustc than that of instructions.json nothing is compared with it,
and the ratios to floors and peers, which are of one run, are all that can fail.
"""

import argparse
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
RECORD = HERE / "instructions.json"
TABLE = HERE / "INSTRUCTIONS.md"
MESSAGES = ["a", "b", "c", "d", "e"]
ENCODINGS = {"ttlv": "TTLV", "xml": "XML", "json": "JSON", "cbor": "CBOR (KC1)"}
WORSE = 1.05
PEER = 5.0


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def driver():
    """Builds the driver; returns its path."""
    built = output(
        "cargo", "build", "--release", "--locked", "--quiet", "--message-format=json", "--bin=driver",
        f"--manifest-path={HERE / 'peers' / 'Cargo.toml'}",
    )
    for line in built.splitlines():
        message = json.loads(line)
        if message.get("executable"):
            return message["executable"]
    sys.exit("no driver was built")


def count(program, message, selection):
    """The jobs of one message, in a process of their own: figures by key."""
    with tempfile.TemporaryDirectory() as folder:
        dumps = pathlib.Path(folder) / "callgrind"
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=driver::measured", "--dump-after=driver::measured",
             f"--callgrind-out-file={dumps}", program, "count", "--messages", message, *selection],
            capture_output=True, text=True,
        )
        if done.returncode != 0:
            sys.exit(done.stderr)
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        figures, nothing = {}, 0.0
        for number, (key, length, calls) in enumerate(lines, start=1):
            dump = pathlib.Path(f"{dumps}.{number}").read_text()
            instructions = int(re.search(r"^totals: (\d+)", dump, re.M)[1]) / int(calls)
            if key == "nothing":
                nothing = instructions
                continue
            # The call itself is not the job.
            figures[key] = {"bytes": int(length), "instructions": round(instructions - nothing)}
        if pathlib.Path(f"{dumps}.{len(lines) + 1}").exists():
            sys.exit("callgrind dumped more than there were jobs")
        return figures


def measure(messages, selection):
    program = driver()
    with ThreadPoolExecutor(2) as pool:
        parts = pool.map(lambda message: count(program, message, selection), messages)
    return {key: figure for part in parts for key, figure in part.items()}


def floor_of(figures, key):
    """The key of the floor under a job, if it was measured."""
    _, job, encoding, message = key.split("/")
    if job == "get":
        return None
    name = "decode"
    if job.startswith("encode"):
        name = "encode" if encoding in ("xml", "json") else "copy"
    floor = f"floor/{name}/{encoding}/{message}"
    return floor if floor in figures else None


def ratio(figures, key, other):
    if other not in figures:
        return None
    return figures[key]["instructions"] / max(1, figures[other]["instructions"])


def peers_of(figures, key):
    """What peers need for the same job: name and ratio to ours. What they decode owns its text and bytes."""
    _, job, rest = key.split("/", 2)
    for other in figures:
        who, its_job, its_rest = other.split("/", 2)
        if who not in ("ours", "floor") and its_rest == rest and its_job == job.removesuffix("-owned"):
            yield who, figures[other]["instructions"] / figures[key]["instructions"]


def ours(figures):
    return [key for key in figures if key.startswith("ours/")]


def compare(record, figures, rustc):
    """Prints what changed; returns what is not to be."""
    wrong = []
    for key in ours(figures):
        for who, times in peers_of(figures, key):
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


def number(value):
    return f"{value:,}"


def cell(figures, key):
    """Instructions a call and a byte, and the ratio to the floor."""
    if key not in figures:
        return "–"
    figure = figures[key]
    text = f"{number(figure['instructions'])} · {figure['instructions'] / max(1, figure['bytes']):.1f}/B"
    floor = floor_of(figures, key) if key.startswith("ours/") else None
    return text + (f" · {ratio(figures, key, floor):.1f}×" if floor else "")


def table(record):
    """INSTRUCTIONS.md."""
    figures = record["figures"]
    lines = [
        "# Instructions",
        "",
        f"Made by `.ci/instructions --write` on {record['date']} with {record['rustc']}, {record['valgrind']}, "
        f"{record['target']}; release, one codegen unit, no LTO.",
        "",
        "Instructions a call · a byte of the message in that encoding · times the floor. Messages: `a` Get request, "
        "`b` Get response with a 256-bit key, `c` Register of an RSA-2048 key, `d` Locate response with 10,000 "
        "identifiers, `e` 100 Get responses; all of KMIP 1.2. [README.md](README.md) says what each job and each floor "
        "is. `–`: not measured, because that peer does not cover that message, or there is no such floor.",
    ]
    for encoding, title in ENCODINGS.items():
        names = {}
        for key in figures:
            who, job, its_encoding, _ = key.split("/")
            if its_encoding == encoding:
                names[(who, job)] = None
        lengths = [next((f["bytes"] for k, f in figures.items() if k.endswith(f"/{encoding}/{m}")), 0) for m in MESSAGES]
        lines += ["", f"## {title}", ""]
        lines.append("| | " + " | ".join(f"{m}, {number(n)} B" for m, n in zip(MESSAGES, lengths)) + " |")
        lines.append("|---|" + "---|" * len(MESSAGES))
        for who, job in names:
            name = f"`{job}`" if who == "ours" else f"{who}: `{job}`"
            lines.append(f"| {name} | " + " | ".join(cell(figures, f"{who}/{job}/{encoding}/{m}") for m in MESSAGES) + " |")
        for job in [job for who, job in names if who == "ours"]:
            ratios = [dict(peers_of(figures, key)) if (key := f"ours/{job}/{encoding}/{m}") in figures else {} for m in MESSAGES]
            for who in sorted({who for its in ratios for who in its}):
                texts = [f"{its[who]:.1f}×" if who in its else "–" for its in ratios]
                lines.append(f"| {who} / ours: `{job}` | " + " | ".join(texts) + " |")
    return "\n".join(lines) + "\n"


# What the summary has: job, encoding, messages.
SUMMARY = [
    ("walk", "ttlv", "bde"), ("decode", "ttlv", "bcde"), ("decode-owned", "ttlv", "bde"), ("encode", "ttlv", "bcde"),
    ("encode-vec", "ttlv", "ac"), ("get", "ttlv", "b"),
    ("decode", "xml", "bde"), ("encode-vec", "xml", "bde"), ("decode", "json", "bde"), ("encode-vec", "json", "bde"),
    ("decode", "cbor", "bde"), ("encode", "cbor", "bde"), ("to-xml", "ttlv", "b"), ("to-json", "ttlv", "b"),
    ("to-cbor", "ttlv", "b"),
]
NAMES = {"a": "Get request", "b": "Get response", "c": "Register RSA-2048", "d": "Locate, 10,000 ids", "e": "100 × Get response"}
JOBS = {
    "walk": "check all items", "decode": "decode", "decode-owned": "decode, owned", "encode": "encode into a buffer",
    "encode-vec": "encode into a new buffer", "get": "look up a value", "to-xml": "convert to XML",
    "to-json": "convert to JSON", "to-cbor": "convert to CBOR",
}


def summary(record):
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
            if key not in figures:
                continue
            figure, floor = figures[key], floor_of(figures, key)
            peers = sorted(peers_of(figures, key), key=lambda it: it[1])
            lines.append("| " + " | ".join([
                f"{ENCODINGS[encoding].split(' ')[0]}, {NAMES[message]} ({number(figure['bytes'])} B)", JOBS[job],
                f"{number(figure['instructions'])} ({figure['instructions'] / figure['bytes']:.1f})",
                number(figures[floor]["instructions"]) if floor else "–",
                f"{ratio(figures, key, floor):.1f}×" if floor else "–",
                f"{peers[0][0]} {number(round(peers[0][1] * figure['instructions']))}" if peers else "–",
                f"{peers[0][1]:.0f}×" if peers else "–",
            ]) + " |")
    return "\n".join(lines)


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
    messages = arguments.messages.split(",") if arguments.messages else MESSAGES
    selection = [part for name in ("jobs", "encodings", "who") if getattr(arguments, name)
                 for part in (f"--{name}", getattr(arguments, name))]
    is_all = not selection and not arguments.messages
    figures = measure(messages, selection)
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
        print(f"{len(figures)} figures written")
        return
    if not is_all:
        for key in figures:
            print(f"{key:32} {cell(figures, key)}")
    record = json.loads(RECORD.read_text())
    wrong = compare(record, figures, rustc)
    if is_all:
        wrong += [f"{key}: not measured any more" for key in record["figures"] if key not in figures]
    for line in wrong:
        print(f"WORSE   {line}")
    if wrong:
        sys.exit(1)
    print(f"instructions: {len(ours(figures))} jobs of ours, none worse by more than 5 %")


main()
