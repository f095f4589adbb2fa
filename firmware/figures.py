#!/usr/bin/env python3
"""figures.py write|check FILE: puts the table in FILE into the READMEs, or compares, give or take 5 %."""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
READMES = [os.path.join(HERE, "README.md"), os.path.join(HERE, "..", "README.md")]
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def main(what, name):
    with open(name, encoding="utf-8") as file:
        table = file.read()
    for readme in READMES:
        with open(readme, encoding="utf-8") as file:
            before, rest = file.read().split(BEGIN)
        old, after = rest.split(END)
        if what == "write":
            with open(readme, "w", encoding="utf-8") as file:
                file.write(before + BEGIN + table + END + after)
        elif not agree(old, table):
            sys.exit(f"the figures in {os.path.relpath(readme)} are not these: .ci/embedded --write")


def agree(old, new):
    """Whether two tables differ in numbers only, and in none by more than 5 %."""
    number = re.compile(r"\d+")
    pairs = list(zip(map(int, number.findall(old)), map(int, number.findall(new))))
    return number.sub("", old) == number.sub("", new) and all(abs(a - b) * 20 <= max(a, b) for a, b in pairs)


main(*sys.argv[1:])
