#!/usr/bin/env python3
"""Draws scaling.svg from scaling.csv.

    python3 -m venv ENV && ENV/bin/pip install matplotlib
    ENV/bin/python benches/plot.py
"""

import csv
import pathlib

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "kmip"
matplotlib.rcParams["svg.fonttype"] = "none"
from matplotlib import pyplot  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
COLOURS = {"ttlv": "#1b6ca8", "xml": "#c1432e", "json": "#d08a1d", "cbor": "#3a7d44"}
JOBS = {"decode": "-", "encode-vec": "--"}
SERIES = {"identifiers": "Locate response: identifiers", "items": "batch of Get responses: items"}


def main():
    with (HERE / "scaling.csv").open() as file:
        rows = list(csv.DictReader(file))
    figure, axes = pyplot.subplots(2, 2, figsize=(10, 7.5), sharex="col", sharey="row")
    for column, (series, title) in enumerate(SERIES.items()):
        for encoding, colour in COLOURS.items():
            for job, style in JOBS.items():
                mine = [r for r in rows if (r["series"], r["encoding"], r["job"]) == (series, encoding, job)]
                sizes = [int(r["size"]) for r in mine]
                label = f"{encoding.upper()} {job.removesuffix('-vec')}"
                marker = {"color": colour, "linestyle": style, "marker": "o", "markersize": 3, "label": label}
                axes[0][column].loglog(sizes, [float(r["nanoseconds"]) / 1e3 for r in mine], **marker)
                axes[1][column].semilogx(sizes, [int(r["instructions"]) / int(r["bytes"]) for r in mine], **marker)
        axes[0][column].set_title(title)
        axes[1][column].set_xlabel(series)
        for axis in axes[:, column]:
            axis.grid(True, which="major", alpha=0.3)
    axes[0][0].set_ylabel("time of a call, µs")
    axes[1][0].set_ylabel("instructions a byte")
    axes[1][0].set_ylim(bottom=0)
    axes[0][0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(HERE / "scaling.svg", metadata={"Date": None})


main()
