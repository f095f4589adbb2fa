#!/usr/bin/env python3
"""Times PyKMIP on the messages in TTLV; prints a line for each job as the driver does: key, bytes, nanoseconds.

    python3 -m venv ENV && ENV/bin/pip install PyKMIP==0.11.0
    ENV/bin/python benches/peers/pykmip.py [MESSAGE]…

Another process than ours, and an interpreter: for the order of magnitude. Messages that it does not give back byte for
byte are left out.
"""

import pathlib
import subprocess
import sys
import time

from kmip.core.enums import KMIPVersion
from kmip.core.messages.messages import RequestMessage, ResponseMessage
from kmip.core.utils import BytearrayStream

HERE = pathlib.Path(__file__).resolve().parent
BUDGET = 1.0


def message(name):
    return subprocess.run(
        ["cargo", "run", "--release", "--locked", "--quiet", f"--manifest-path={HERE / 'Cargo.toml'}", "--bin=driver", "message", name],
        check=True, capture_output=True,
    ).stdout


def decode(data):
    decoded = RequestMessage() if data[2] == 0x78 else ResponseMessage()
    decoded.read(BytearrayStream(data), kmip_version=KMIPVersion.KMIP_1_2)
    return decoded


def encode(decoded):
    stream = BytearrayStream()
    decoded.write(stream, kmip_version=KMIPVersion.KMIP_1_2)
    return stream.buffer


def fastest(job):
    start, best = time.perf_counter(), float("inf")
    while True:
        before = time.perf_counter()
        job()
        after = time.perf_counter()
        best = min(best, after - before)
        if after - start > BUDGET:
            return best * 1e9


def main():
    for name in sys.argv[1:] or ["a", "b", "c", "d", "e"]:
        data = message(name)
        try:
            decoded = decode(data)
            is_same = encode(decoded) == data
        except Exception:
            is_same = False
        if not is_same:
            continue
        print(f"pykmip/decode/ttlv/{name}\t{len(data)}\t{fastest(lambda: decode(data)):.1f}", flush=True)
        print(f"pykmip/encode-vec/ttlv/{name}\t{len(data)}\t{fastest(lambda: encode(decoded)):.1f}", flush=True)


main()
