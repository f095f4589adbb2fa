#!/usr/bin/env python3
"""figures.py write|check FILE: puts the tables made from FILE into the READMEs, or compares, give or take 5 %.

A line of FILE: the machine with its level of optimisation, the encoding, the piece, its bytes, its peak of the stack or `-`.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OWN, ROOT = os.path.join(HERE, "README.md"), os.path.join(HERE, "..", "README.md")
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"

# What each piece does, and what a program does with libkmip, in C, where there is one: bytes, without its heap.
PIECES = {
    "read-one-field": ("takes one field out of a response", None),
    "get": ("writes a Get", None),
    "create": ("writes a Create with five attributes, of them a name and one of the device", None),
    "receive": ("takes status, reason, message and identifier out of a response", None),
    "get-wrapped": ("asks for a wrapped key, receives it, takes it out", 28251),
    "many-identifiers": ("goes through 500 identifiers in 64 bytes", None),
    "envelope-get": ("checks a response throughout, and writes a Get in its version", None),
}
COSTS = {
    "debug-of-fault": "`{:?}` of a `Fault`: kind, number of the tag, offset",
    "display-of-error": "`{}` of an `Error`: with the name of the tag",
    "log-by-numbers": "a response as a line of JSON without its secrets, by numbers",
    "log-by-names": "the same by names",
}
MACHINES = ["thumbv7em-z", "thumbv7em-s", "thumbv6m-z", "riscv32imac-z"]


def tables(lines):
    size, stack = {}, {}
    for line in lines:
        machine, encoding, piece, text, peak = line.split()
        size[machine, encoding, piece], stack[machine, encoding, piece] = int(text), peak

    def net(machine, encoding, piece):
        return size[machine, encoding, piece] - size[machine, encoding, "empty"]

    own = ["| piece | Cortex-M4, `z` | `s` | Cortex-M0, `z` | RISC-V, `z` | stack | in CBOR | stack | in C |",
           "|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
    root = ["| piece | flash | in CBOR | stack | in C |", "|---|---:|---:|---:|---:|"]
    for piece, (what, in_c) in PIECES.items():
        ours = [net(machine, "ttlv", piece) for machine in MACHINES]
        peak = stack["thumbv7em-z", "ttlv", piece]
        in_cbor, cbor_peak = net("thumbv7em-z", "cbor", piece), stack["thumbv7em-z", "cbor", piece]
        cells = [*ours, peak, in_cbor, cbor_peak, in_c or ""]
        own.append(f"| `{piece}`: {what} | " + " | ".join(map(str, cells)) + " |")
        root.append(f"| {what} | {ours[0]} | {in_cbor} | {peak} | {in_c or ''} |")
    own += ["", "| what is printed | Cortex-M4, `z` |", "|---|---:|"]
    for piece, what in COSTS.items():
        own.append(f"| `{piece}`: {what} | {net('thumbv7em-z', 'ttlv', piece)} |")
    return {OWN: "\n".join(own) + "\n", ROOT: "\n".join(root) + "\n"}


def main(what, name):
    with open(name, encoding="utf-8") as file:
        wanted = tables(file)
    for readme, table in wanted.items():
        with open(readme, encoding="utf-8") as file:
            before, rest = file.read().split(BEGIN)
        old, after = rest.split(END)
        if what == "write":
            with open(readme, "w", encoding="utf-8") as file:
                file.write(before + BEGIN + table + END + after)
        elif not agree(old, table):
            sys.exit(f"the figures in {os.path.relpath(readme)} are not these: .ci/embedded --write\n{table}")


def agree(old, new):
    """Whether two tables differ in numbers only, and in none by more than 5 %."""
    number = re.compile(r"\d+")
    pairs = list(zip(map(int, number.findall(old)), map(int, number.findall(new))))
    return number.sub("", old) == number.sub("", new) and all(abs(a - b) * 20 <= max(a, b) for a, b in pairs)


main(*sys.argv[1:])
