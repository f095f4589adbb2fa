"""What the scripts here share: the binaries, the names of jobs, and which figures belong beside each other.

The key of a figure is who, job, encoding and message: `ours/decode/ttlv/b`.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
MESSAGES = ["a", "b", "c", "d", "e"]
ENCODINGS = {"ttlv": "TTLV", "xml": "XML", "json": "JSON", "cbor": "CBOR (KC1)"}
# Callgrind counts `rep movsb` as one instruction a byte, and whether a growing buffer has to be copied depends on what
# else is on the heap: that would be several per cent of some jobs. Without it a copy is counted by the vector.
TUNABLES = {"GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=1000000000"}
ABOUT = (
    "Messages: `a` Get request, `b` Get response with a 256-bit key, `c` Register of an RSA-2048 key, `d` Locate response "
    "with 10,000 identifiers, `e` 100 Get responses; all of KMIP 1.2. [README.md](README.md) says what each job and each "
    "floor is. `–`: not measured, because that peer does not cover that message, or there is no such job."
)


def output(*command):
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def binary(name):
    """Builds a binary of the package `peers`; returns its path."""
    return built(f"--bin={name}", f"--manifest-path={HERE / 'peers' / 'Cargo.toml'}")


def built(*selection):
    """Builds the one binary that these options of cargo select; returns its path."""
    done = subprocess.run(
        ["cargo", "build", "--release", "--locked", "--quiet", "--message-format=json", *selection],
        stdout=subprocess.PIPE, text=True, cwd=HERE.parent,
    )
    if done.returncode != 0:
        sys.exit("the build failed")
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable"):
            return message["executable"]
    sys.exit("nothing was built")


def count(program, selection):
    """The instructions of the jobs selected: figures by key.

    Each job has a process of its own, or what others leave on the heap would change by some per cent what it takes.
    """
    keys = output(program, "list", *selection).splitlines()
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(keys, pool.map(lambda key: count_one(program, key), keys)))


def count_one(program, key):
    """Callgrind counts what happens in `driver::measured`, which does a job so many times; a dump at its end has the sum."""
    who, job, encoding, message = key.split("/")
    with tempfile.TemporaryDirectory() as folder:
        dumps = pathlib.Path(folder) / "callgrind"
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=driver::measured", "--dump-after=driver::measured",
             f"--callgrind-out-file={dumps}", program, "count",
             "--who", who, "--jobs", job, "--encodings", encoding, "--messages", message],
            capture_output=True, text=True, env=os.environ | TUNABLES,
        )
        if done.returncode != 0:
            sys.exit(done.stderr)
        # First nothing, then the job: the call itself is not the job.
        (_, _, none), (its_key, length, calls) = (line.split("\t") for line in done.stdout.splitlines())
        sums = [int(re.search(r"^totals: (\d+)", pathlib.Path(f"{dumps}.{n}").read_text(), re.M)[1]) for n in (1, 2)]
        if its_key != key or pathlib.Path(f"{dumps}.3").exists():
            sys.exit(f"{key}: callgrind counted something else")
        return {"bytes": int(length), "instructions": round(sums[1] / int(calls) - sums[0] / int(none))}


def number(value):
    return f"{value:,}"


def floor_of(figures, key, what):
    """The figure of what bounds a job of ours: lexing the input, formatting or copying the output; both for a conversion."""
    _, job, encoding, message = key.split("/")
    floors = []
    target = job.removeprefix("to-")
    if job == "get":
        return None
    if not job.startswith("encode"):
        floors.append(f"floor/decode/{encoding}/{message}")
    if job.startswith("encode"):
        target = encoding
    if target in ENCODINGS:
        floors.append(f"floor/{'encode' if target in ('xml', 'json') else 'copy'}/{target}/{message}")
    if any(floor not in figures for floor in floors):
        return None
    return sum(figures[floor][what] for floor in floors)


def peers_of(figures, key, what):
    """What peers need for the same job: name and ratio to ours. What they decode owns its text and bytes."""
    _, job, rest = key.split("/", 2)
    for other in figures:
        who, its_job, its_rest = other.split("/", 2)
        if who not in ("ours", "floor") and its_rest == rest and its_job == job.removesuffix("-owned"):
            yield who, figures[other][what] / figures[key][what]


def tables(figures, what, cell):
    """A table for each encoding: a row for each job, then one for each that peers can do too."""
    lines = []
    for encoding, title in ENCODINGS.items():
        names = dict.fromkeys(tuple(key.split("/")[:2]) for key in figures if key.split("/")[2] == encoding)
        if not names:
            continue
        lengths = [next((f["bytes"] for k, f in figures.items() if k.endswith(f"/{encoding}/{m}")), 0) for m in MESSAGES]
        lines += ["", f"## {title}", ""]
        lines.append("| | " + " | ".join(f"{m}, {number(n)} B" for m, n in zip(MESSAGES, lengths)) + " |")
        lines.append("|---|" + "---|" * len(MESSAGES))
        for who, job in names:
            name = f"`{job}`" if who == "ours" else f"{who}: `{job}`"
            cells = [cell(key) if (key := f"{who}/{job}/{encoding}/{m}") in figures else "–" for m in MESSAGES]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        for job in [job for who, job in names if who == "ours"]:
            ratios = [dict(peers_of(figures, key, what)) if (key := f"ours/{job}/{encoding}/{m}") in figures else {}
                      for m in MESSAGES]
            for who in dict.fromkeys(who for its in ratios for who in its):
                texts = [f"{number(round(its[who], 1 if its[who] < 10 else None))}×" if who in its else "–" for its in ratios]
                lines.append(f"| {who} / ours: `{job}` | " + " | ".join(texts) + " |")
    return lines
