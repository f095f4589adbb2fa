#!/usr/bin/env python3
"""Puts test vectors into one file that the firmware reads in order, or writes a response of a given depth.

    pack.py vectors OUT [CORPUS]   the vectors of conformance-vectors, and the messages of the OASIS corpus in CORPUS
    pack.py response OUT DEPTH     the response to a Create, in which a vendor's structures are DEPTH deep

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


def item(tag, kind, value):
    return tag.to_bytes(3, "big") + bytes([kind]) + len(value).to_bytes(4, "big") + value + bytes(-len(value) % 8)


def structure(tag, *children):
    return item(tag, 1, b"".join(children))


def number(tag, kind, value):
    return item(tag, kind, value.to_bytes(4, "big"))


def response(depth):
    version = structure(0x420069, number(0x42006A, 2, 1), number(0x42006B, 2, 4))
    time_stamp = item(0x420092, 9, (1400000000).to_bytes(8, "big"))
    header = structure(0x42007A, version, time_stamp, number(0x42000D, 2, 1))
    # Message, batch item and payload are three structures deep.
    nest = number(0x540001, 2, 7)
    for _ in range(depth - 3):
        nest = structure(0x540000, nest)
    payload = structure(0x42007C, number(0x420057, 5, 2), nest, item(0x420094, 7, b"5d0c8f1e-4b0c-4b8e"))
    batch_item = structure(0x42000F, number(0x42005C, 5, 1), number(0x42007F, 5, 0), payload)
    return structure(0x42007B, header, batch_item)


def main(what, out, *rest):
    here = os.path.dirname(os.path.abspath(__file__))
    if what == "response":
        data = response(int(rest[0]))
    else:
        records = list(own(os.path.join(here, "..", "conformance-vectors", "vectors")))
        messages = list(corpus(rest[0])) if rest else []
        print(f"{len(records)} inputs of our own, {len(messages)} messages of the OASIS corpus")
        data = b"".join(records + messages)
    with open(out, "wb") as file:
        file.write(data)


main(*sys.argv[1:])
