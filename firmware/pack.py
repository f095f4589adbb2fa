#!/usr/bin/env python3
"""Puts test vectors into one file that the firmware reads in order, or writes a response of a given depth.

    pack.py vectors OUT [CORPUS]   the vectors of conformance-vectors, and the messages of the OASIS corpus in CORPUS
    pack.py response OUT DEPTH     the response to a Create, in which a vendor's structures are DEPTH deep
    pack.py message OUT NAME cbor|ttlv
                                   a message that a piece receives, or has to send: response, wrapped, identifiers,
                                   get, create, envelope-get

A record: four bytes, then as many bytes of input as the header says; numbers are big-endian.

    byte 0      what the input is: 0 valid, in TTLV; 1 valid, in CBOR, its TTLV in the record before; 2, 3 malformed
    byte 1      malformed: the place of the error's kind in KINDS, counted from 1; 0 where only the model finds it
    byte 2, 3   length of the input
    malformed: four bytes, the offset of the error
"""

import glob
import json
import os
import sys

# What a reader refuses; `vectors.rs` has the same list.
KINDS = ["Truncated", "Length", "Padding", "UnknownType", "InvalidTag", "Utf8", "Boolean", "BigInteger", "Syntax",
         "Number", "Depth", "TrailingData", "WrongTag"]
VALID_TTLV, VALID_CBOR, MALFORMED_TTLV, MALFORMED_CBOR = range(4)


def record(what, data, kind=0, offset=None):
    tail = b"" if offset is None else offset.to_bytes(4, "big")
    return bytes([what, kind]) + len(data).to_bytes(2, "big") + tail + data


def own(folder):
    names = sorted(glob.glob(os.path.join(folder, "valid", "*", "*.json")))
    if not names:
        sys.exit(f"no vectors in {folder}")
    for name in names:
        with open(name, encoding="utf-8") as file:
            vector = json.load(file)
        yield record(VALID_TTLV, bytes.fromhex(vector["ttlv"]))
        yield record(VALID_CBOR, bytes.fromhex(vector["cbor"]))
    for what, encoding in ((MALFORMED_TTLV, "ttlv"), (MALFORMED_CBOR, "cbor")):
        with open(os.path.join(folder, "malformed", encoding + ".json"), encoding="utf-8") as file:
            for vector in json.load(file):
                error = vector["error"]
                kind = KINDS.index(error["kind"]) + 1 if error["kind"] in KINDS else 0
                yield record(what, bytes.fromhex(vector["input"]), kind, error["offset"])


def corpus(folder):
    for name in sorted(glob.glob(os.path.join(folder, "expected", "*.jsonl"))):
        with open(name, encoding="utf-8") as file:
            for line in file:
                yield record(VALID_TTLV, bytes.fromhex(json.loads(line)["ttlv"]))


def structure(tag, *children):
    return tag, 1, children


def ttlv(item):
    tag, kind, value = item
    value = b"".join(map(ttlv, value)) if kind == 1 else value
    return tag.to_bytes(3, "big") + bytes([kind]) + len(value).to_bytes(4, "big") + value + bytes(-len(value) % 8)


def head(major, number):
    for information, size in (24, 1), (25, 2), (26, 4), (27, 8):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | information]) + number.to_bytes(size, "big")


def cbor(item):
    """One message, or an item in one: what SPEC.md of kmip-cbor says, for numbers that are not negative."""
    return b"\x82" + elements(item)


def elements(item):
    tag, kind, value = item
    key = tag - 0x420000 if tag < 0x430000 else tag - 0x540000 + 0x10000
    if kind == 1:
        return head(0, key) + head(4, 2 * len(value)) + b"".join(map(elements, value))
    if kind in (7, 8):
        return head(0, key) + head(3 if kind == 7 else 2, len(value)) + value
    plain = head(0, int.from_bytes(value, "big"))
    if kind == 2:
        return head(0, key) + plain
    return head(1, key) + (plain if kind == 5 else b"\x82" + head(0, kind) + plain)


def number(tag, kind, value):
    return tag, kind, value.to_bytes(4, "big")


def header(tag, *fields):
    version = structure(0x420069, number(0x42006A, 2, 1), number(0x42006B, 2, 4))
    return structure(tag, version, *fields, number(0x42000D, 2, 1))


def answer(operation, *payload):
    time_stamp = 0x420092, 9, (1400000000).to_bytes(8, "big")
    done = number(0x42005C, 5, operation), number(0x42007F, 5, 0), structure(0x42007C, *payload)
    return structure(0x42007B, header(0x42007A, time_stamp), structure(0x42000F, *done))


def request(operation, *payload):
    items = number(0x42005C, 5, operation), structure(0x420079, *payload)
    return structure(0x420078, header(0x420077), structure(0x42000F, *items))


IDENTIFIER = 0x420094, 7, b"5d0c8f1e"
CREATED = 0x420094, 7, b"5d0c8f1e-4b0c-4b8e"


def response(depth):
    # Message, batch item and payload are three structures deep.
    nest = number(0x540001, 2, 7)
    for _ in range(depth - 3):
        nest = structure(0x540000, nest)
    return answer(1, number(0x420057, 5, 2), nest, CREATED)


def wrapped():
    key = structure(0x420036, (0x420094, 7, b"kek"))
    how = structure(0x420046, number(0x42009E, 5, 1), key, number(0x4200A3, 5, 1))
    value = structure(0x420045, (0x420043, 8, bytes(range(24))))
    block = structure(0x420040, number(0x420042, 5, 1), value, how)
    return answer(10, number(0x420057, 5, 2), IDENTIFIER, structure(0x42008F, block))


def named(name, *value):
    return structure(0x420008, (0x42000A, 7, name), *value)


def create():
    name = structure(0x42000B, (0x420055, 7, b"disk 7"), number(0x420054, 5, 1))
    attributes = (named(b"Cryptographic Algorithm", number(0x42000B, 5, 3)),
                  named(b"Cryptographic Length", number(0x42000B, 2, 256)),
                  named(b"Cryptographic Usage Mask", number(0x42000B, 2, 12)),
                  named(b"Name", name), named(b"x-bay", (0x42000B, 7, b"7")))
    return request(1, number(0x420057, 5, 2), structure(0x420091, *attributes))


MESSAGES = {"response": lambda: response(4), "wrapped": wrapped, "get": lambda: request(10, IDENTIFIER),
            "envelope-get": lambda: request(10, CREATED),
            "create": create, "identifiers": lambda: answer(8, *[IDENTIFIER] * 500)}


def main(what, out, *rest):
    here = os.path.dirname(os.path.abspath(__file__))
    if what == "response":
        data = ttlv(response(int(rest[0])))
    elif what == "message":
        data = {"ttlv": ttlv, "cbor": cbor}[rest[1]](MESSAGES[rest[0]]())
    else:
        records = list(own(os.path.join(here, "..", "conformance-vectors", "vectors")))
        messages = list(corpus(rest[0])) if rest else []
        print(f"{len(records)} inputs of our own, {len(messages)} messages of the OASIS corpus")
        data = b"".join(records + messages)
    with open(out, "wb") as file:
        file.write(data)


main(*sys.argv[1:])
