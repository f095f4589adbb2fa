#!/usr/bin/env python3
"""Derives TTLV and CBOR bytes of every valid vector from its XML and JSON text, and compares.

Shares nothing with the Rust crates: it knows the tables in kmip-types/spec, the layout rules of TTLV (KMIP 2.1 section
10.1) and the rules of KC1 (kmip-cbor/SPEC.md). Standard library only.

    python3 conformance-vectors/vectors/check.py [DIRECTORY]
"""

import calendar
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
SPEC = HERE.parent.parent / "kmip-types" / "spec"
TYPES = ["", "Structure", "Integer", "LongInteger", "BigInteger", "Enumeration", "Boolean", "TextString", "ByteString",
         "DateTime", "Interval", "DateTimeExtended", "Identifier", "Reference", "NameReference"]
TEXTS = ("TextString", "Identifier", "Reference", "NameReference")


def normal(name):
    """The six rules by which names of the tables become names in XML and JSON."""
    name = re.sub(r"[()]", " ", name)
    name = re.sub(r"[^A-Za-z0-9_](?=[A-Za-z][a-z])", " ", name)
    name = re.sub(r"[^A-Za-z0-9_\s]", "_", name)
    words = name.split()
    if words:
        words[0] = re.sub(r"^([0-9]+)(.*)$", r"\2\1", words[0])
    return "".join(word[0].upper() + word[1:] for word in words)


def load(name):
    return json.loads((SPEC / name).read_text())


class Tables:
    def __init__(self):
        tags = load("tags.json")["tags"]
        self.tags = {normal(tag["name"]): int(tag["value"], 16) for tag in tags}
        self.numbers = {name: number for name, number in self.tags.items()}
        self.values, self.masks = {}, set()
        for source, kind in ((load("enumerations.json"), "e"), (load("masks.json"), "m")):
            for entry in source:
                if entry["values"] == "tags":
                    names = self.tags
                else:
                    names = {}
                    for value in entry["values"]:
                        spellings = [value["name"], *value.get("spellings", {}).values(), *value.get("aliases", [])]
                        names.update({normal(s): int(value["value"], 16) for s in spellings})
                carriers = entry["tags"]
                carriers = carriers if isinstance(carriers, list) else [t for list_ in carriers.values() for t in list_]
                carriers += [t["name"] for t in tags if entry["name"] in json.dumps(t.get("forms", t))
                             and any(f.get("enumeration") == entry["name"] or f.get("mask") == entry["name"]
                                     for f in t.get("forms", [t]))]
                for tag in carriers:
                    self.values[normal(tag)] = names
                    if kind == "m":
                        self.masks.add(normal(tag))


TABLES = Tables()


class Context:
    """Which attribute an Attribute Value of 1.x belongs to."""

    def __init__(self):
        self.name, self.vendor = None, False

    def see(self, tag, item_type, value):
        if tag == "Attribute":
            self.name, self.vendor = None, False
        elif tag == "VendorIdentification" and item_type == "TextString":
            self.name, self.vendor = None, True
        elif tag == "AttributeName" and item_type == "TextString" and not self.vendor:
            self.name = normal(value) if normal(value) in TABLES.tags else None

    def words(self, tag):
        tag = self.name if tag == "AttributeValue" else tag
        return tag, TABLES.values.get(tag, {})


def tag_number(text):
    match = re.fullmatch(r"(?:0x|[xX])([0-9a-fA-F]{6})", text)
    return int(match.group(1), 16) if match else TABLES.tags[normal(text)]


def instant(text):
    if text.startswith("0x"):
        return signed(int(text, 16), 64)
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)", text)
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    zone = match.group(7)
    offset = 0 if zone == "Z" else (1 if zone[0] == "+" else -1) * (int(zone[1:3]) * 3600 + int(zone[4:6]) * 60)
    # Whole cycles of 400 years keep the calendar and let the standard library count any year from 1 on.
    cycles = (2000 - year) // 400 if year < 1970 else 0
    days = calendar.timegm((year + 400 * cycles, month, day, hour, minute, second))
    return days - cycles * 146097 * 86400 - offset


def signed(number, bits):
    return number - (1 << bits) if number >> (bits - 1) else number


def scalar(tag, item_type, text, context, separator):
    """The value of an item from its text."""
    if item_type in TEXTS:
        return text
    if item_type == "ByteString":
        return bytes.fromhex(text)
    if isinstance(text, bool):
        return text
    if isinstance(text, int):
        return text
    text = text.strip()
    name, words = context.words(tag)
    if item_type == "BigInteger":
        digits = text[2:] if text.startswith("0x") else text
        return int.from_bytes(bytes.fromhex(digits), "big", signed=True)
    if item_type == "Boolean":
        return {"true": True, "false": False, "1": True, "0": False}[text]
    if item_type == "Enumeration":
        return int(text, 16) if text.startswith("0x") else words[normal(text)]
    if item_type == "Integer" and name in TABLES.masks:
        bits = 0
        for part in (text.split("|") if separator == "|" else text.split()):
            part = part.strip()
            bits |= int(part, 0) & 0xFFFFFFFF if re.match(r"-?\d", part) else words[normal(part)]
        return signed(bits, 32)
    if item_type == "DateTime":
        return instant(text)
    width = {"Integer": 32, "LongInteger": 64, "DateTimeExtended": 64, "Interval": 32}[item_type]
    number = int(text, 16) if text.startswith("0x") else int(text)
    return number if item_type == "Interval" or not text.startswith("0x") else signed(number, width)


def from_xml(element, context):
    name = element.tag
    tag = tag_number(element.get("tag") if name == "TTLV" else name)
    label = next((n for n, v in TABLES.tags.items() if v == tag), None)
    item_type = element.get("type", "Structure")
    if item_type == "Structure":
        context.see(label, item_type, None)
        return tag, item_type, [from_xml(child, context) for child in element]
    value = scalar(label, item_type, element.get("value"), context, " ")
    context.see(label, item_type, value)
    return tag, item_type, value


def from_json(item, context):
    tag = tag_number(item["tag"])
    label = next((n for n, v in TABLES.tags.items() if v == tag), None)
    item_type = item.get("type", "Structure")
    if item_type == "Structure":
        context.see(label, item_type, None)
        return tag, item_type, [from_json(child, context) for child in item["value"] or []]
    value = scalar(label, item_type, item["value"], context, "|")
    context.see(label, item_type, value)
    return tag, item_type, value


def number_bytes(number, step):
    length = step
    while not -(1 << (8 * length - 1)) <= number < 1 << (8 * length - 1):
        length += step
    return number.to_bytes(length, "big", signed=True)


def ttlv(item):
    tag, item_type, value = item
    body = {
        "Structure": lambda: b"".join(map(ttlv, value)),
        "Integer": lambda: value.to_bytes(4, "big", signed=True),
        "LongInteger": lambda: value.to_bytes(8, "big", signed=True),
        "BigInteger": lambda: number_bytes(value, 8),
        "Enumeration": lambda: value.to_bytes(4, "big"),
        "Boolean": lambda: int(value).to_bytes(8, "big"),
        "ByteString": lambda: value,
        "DateTime": lambda: value.to_bytes(8, "big", signed=True),
        "Interval": lambda: value.to_bytes(4, "big"),
        "DateTimeExtended": lambda: value.to_bytes(8, "big", signed=True),
    }.get(item_type, lambda: value.encode())()
    head = tag.to_bytes(3, "big") + bytes([TYPES.index(item_type)]) + len(body).to_bytes(4, "big")
    return head + body + bytes(-len(body) % 8)


def cbor_head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise ValueError(number)


def cbor_int(number):
    return cbor_head(0, number) if number >= 0 else cbor_head(1, -1 - number)


def cbor_text(text):
    return cbor_head(3, len(text.encode())) + text.encode()


def cbor(item):
    """Key and value of one item."""
    tag, item_type, value = item
    key = tag - 0x420000 if tag >> 16 == 0x42 else 65536 + tag - 0x540000
    natural = {
        "Integer": lambda: cbor_int(value),
        "TextString": lambda: cbor_text(value),
        "ByteString": lambda: cbor_head(2, len(value)) + value,
        "Boolean": lambda: b"\xf5" if value else b"\xf4",
        "Structure": lambda: cbor_head(4, 2 * len(value)) + b"".join(map(cbor, value)),
    }
    if item_type in natural:
        return cbor_int(key) + natural[item_type]()
    alternate = {
        "Enumeration": lambda: cbor_head(0, value),
        "Identifier": lambda: cbor_text(value),
        "BigInteger": lambda: cbor_head(2, len(number_bytes(value, 1))) + number_bytes(value, 1),
        "Reference": lambda: b"\x82\x0d" + cbor_text(value),
        "NameReference": lambda: b"\x82\x0e" + cbor_text(value),
    }.get(item_type, lambda: b"\x82" + cbor_head(0, TYPES.index(item_type)) + cbor_int(value))
    return cbor_int(-1 - key) + alternate()


def check(path):
    """What is wrong with one vector."""
    vector = json.loads(path.read_text())
    problems = []
    for form, item in (("xml", from_xml(ElementTree.fromstring(vector["xml"]), Context())),
                       ("json", from_json(json.loads(vector["json"]), Context()))):
        if ttlv(item).hex() != vector["ttlv"]:
            problems.append(f"{path.name}: ttlv is not what the {form} says")
        if (b"\x82" + cbor(item)).hex() != vector["cbor"]:
            problems.append(f"{path.name}: cbor is not what the {form} says")
    return problems


def main():
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    paths = sorted(directory.glob("valid/**/*.json"))
    problems = []
    for path in paths:
        try:
            problems += check(path)
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            problems.append(f"{path.name}: {type(error).__name__} {error}")
    print("\n".join(problems), file=sys.stderr)
    print(f"{len(paths) - len({p.split(':')[0] for p in problems})} passed, {len({p.split(':')[0] for p in problems})} failed")
    return 1 if problems or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
