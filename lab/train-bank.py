"""Trains the cells of bank.json that lab/data/cells.ndjson lacks, the smallest first, one line a cell.

    python3 lab/train-bank.py [--minutes M] [--only REGEX] [--out FILE] [--plan]

A line is written in one piece when its cell is done, so that a run may be killed at any time and started again.
`--only` takes cells whose name (corpus/learner/n/seed) matches, `--plan` prints what is left and what it costs.
"""

import argparse
import fcntl
import hashlib
import json
import math
import os
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "learners"))
import gpt
import numpy as np
import torch

BANK = json.loads((ROOT / "lab/bank.json").read_text())
CACHE = ROOT / "node_modules/.cache/network-bank"
PLACES = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]


def cells():
    """Every cell of the bank, the smallest first; corpora too short for a size have none there."""
    listing = json.loads((ROOT / "lab/data/corpora.json").read_text())
    about = {item["id"]: item for item in listing}
    found = []
    for kind in ("corpora", "blind", "sources", "tasks"):
        group = BANK[kind]
        for entry in group["entries"]:
            for n in entry.get("sizes", group["sizes"]):
                if n > about[entry["id"]]["learn"]:
                    continue
                for learner in BANK["learners"]:
                    seeds = 2 if n in group["twoSeeds"].get(learner, []) else 1
                    seeds = BANK["seeds"].get(f"{entry['id']}/{learner}/{n}", seeds)
                    for seed in range(1, seeds + 1):
                        found.append({"corpus": entry["id"], "kind": kind, "n": n, "learner": learner, "seed": seed})
    for cell in found:
        settings = gpt.settings_of(cell["learner"], overrides(cell))
        steps, _ = gpt.plan(settings, cell["n"])
        cell["tokens"] = steps * settings["batch"] * settings["context"]
        cell["cost"] = cell["tokens"] * settings["layers"] * settings["width"] ** 2
    return sorted(found, key=lambda cell: (cell["n"], cell["seed"], cell["cost"])), about


def overrides(cell):
    """Tasks are trained for longer: what is learned all at once is learned late."""
    return {"tokens": gpt.LEARNERS[cell["learner"]]["tokens"] * BANK[cell["kind"]].get("effort", 1)}


def name(cell):
    return f"{cell['corpus']}/{cell['learner']}/{cell['n']}/{cell['seed']}"


def blocks_of(corpus, known):
    """Blocks to learn, to validate on and to ask for."""
    info = json.loads((CACHE / f"{corpus}.json").read_text())
    data = (CACHE / f"{corpus}.bin").read_bytes()
    if hashlib.sha256(data).hexdigest() != known["sha256"]:
        raise SystemExit(f"{corpus} is not as it was: run node lab/prepare-bank.mjs --check")
    symbols = torch.from_numpy(np.frombuffer(data, dtype=np.uint8).astype(np.int64))
    at, parts = 0, {}
    for part in ("learn", "validate", "ask"):
        parts[part] = []
        for length in info["lengths"][part]:
            parts[part].append(symbols[at : at + length])
            at += length
    return parts


def first(blocks, n):
    """The first n symbols of blocks; the last block is cut where they end."""
    taken = []
    for block in blocks:
        if n <= 0:
            break
        taken.append(block[:n])
        n -= len(taken[-1])
    return taken


def digits(value, places=4):
    return round(float(value), places)


def train_cell(cell, known, log):
    parts = blocks_of(cell["corpus"], known)
    learn = first(parts["learn"], cell["n"])
    wall, cpu = time.time(), time.process_time()
    model, report = gpt.train(
        cell["learner"], cell["seed"], known["alphabetSize"], learn, parts["validate"], overrides(cell), log
    )
    trained = time.process_time() - cpu
    bits, right = gpt.losses(model, parts["ask"], gpt.SETTINGS["context"], gpt.SETTINGS["context"] // 2)
    ends = np.cumsum([len(block) for block in parts["ask"]])
    starts = ends - [len(block) for block in parts["ask"]]
    block_bits = np.array([bits[a:b].mean() for a, b in zip(starts, ends)])
    place = np.concatenate([np.arange(len(block)) for block in parts["ask"]])
    means = bits.mean()
    # Blocks differ in length where documents are short: the error is that of a ratio.
    weights = np.array([len(block) for block in parts["ask"]])
    residual = weights * (block_bits - means)
    error = math.sqrt((residual**2).sum() * len(weights) / max(1, len(weights) - 1)) / weights.sum()
    line = {
        **{key: cell[key] for key in ("corpus", "kind", "n", "learner", "seed")},
        "sha256": known["sha256"],
        **report,
        "bits": digits(means, 5),
        "standardError": digits(error, 5),
        "right": digits(right.mean()),
        "blockBits": [digits(value, 3) for value in block_bits],
        "placeBits": [
            digits(bits[(place >= a) & (place < b)].mean(), 3) if ((place >= a) & (place < b)).any() else None
            for a, b in zip(PLACES, PLACES[1:])
        ],
    }
    if known.get("recordLength"):
        size = known["recordLength"]
        line["recordBits"] = [digits(bits[place % size == i].mean()) for i in range(size)]
        line["recordRight"] = [digits(right[place % size == i].mean()) for i in range(size)]
    line["seconds"] = round(time.time() - wall, 1)
    line["cpuSeconds"] = round(time.process_time() - cpu, 1)
    line["trainCpuSeconds"] = round(trained, 1)
    line["torch"] = torch.__version__
    return line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", default=str(ROOT / "lab/data/cells.ndjson"))
    parser.add_argument("--plan", action="store_true")
    options = parser.parse_args()
    out = Path(options.out)
    begun = time.time()
    todo, about = cells()
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = open(out, "a")  # held to the end: two processes would train the same cells
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not options.plan:
            raise SystemExit("another process trains cells for this file") from None
    # A line cut short by a crash of the machine is dropped: its cell is trained again.
    text = out.read_text() if out.exists() else ""
    if text and not text.endswith("\n") and not options.plan:
        text = text[: text.rfind("\n") + 1]
        out.write_text(text)
    done = {name(json.loads(line)) for line in text.splitlines()}
    left = [cell for cell in todo if name(cell) not in done and re.search(options.only, name(cell))]
    total, cost = len(todo), sum(cell["cost"] for cell in left)
    log = lambda message: print(message, file=sys.stderr, flush=True)
    log(f"{total} cells, {len(done)} done, {len(left)} to train")
    if options.plan:
        for learner in BANK["learners"]:
            own = [cell for cell in left if cell["learner"] == learner]
            log(f"{learner}: {len(own)} cells, {sum(cell['tokens'] for cell in own) / 1e6:.0f} M tokens")
        return
    paid = 0
    for i, cell in enumerate(left):
        if time.time() - begun > 60 * options.minutes:
            break
        line = train_cell(cell, about[cell["corpus"]], None)
        with open(out, "a") as file:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        paid += cell["cost"]
        rest = (time.time() - begun) * (cost / paid - 1) / 3600
        log(
            f"{i + 1}/{len(left)} {name(cell)} {line['bits']} bits, {line['cpuSeconds']} s cpu, "
            f"{line['seconds']} s wall, some {rest:.1f} h left"
        )


if __name__ == "__main__":
    main()
