"""A reference learner: a small decoder-only transformer that learns some blocks of symbols and says what others cost.

    python3 learners/gpt.py [gpt-tiny | gpt-small]

gpt-tiny has .1 M parameters, gpt-small .8 M. Reads a question on standard input and answers on standard output as
docs/learner-protocol.md says. Of the header it takes two keys more:

learner       gpt-tiny or gpt-small, in place of the argument
validate      blocks on which training is stopped; by default every tenth of those to learn is kept back for it, or the
              second half where there is only one
settings      overrides of the settings below, by name

The same input gives the same output on one machine with one thread; elsewhere sums may be rounded differently.
"""

import json
import math
import os
import sys
from functools import lru_cache

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

LEARNERS = {
    "gpt-tiny": {"layers": 2, "width": 64, "heads": 4, "spread": 0.1, "dropout": 0, "rate": 0.006, "tokens": 250000},
    "gpt-small": {"layers": 4, "width": 128, "heads": 4, "spread": 0.05, "dropout": 0.05, "rate": 0.003, "tokens": 200000},
}
SETTINGS = {
    **{"context": 128, "batch": 4, "growth": 0.55, "warmup": 0.05, "betas": [0.9, 0.99], "weightDecay": 0.1, "clip": 1},
    **{"rotation": 1000, "checks": 8},
}


def settings_of(learner, overrides=None):
    return {**SETTINGS, **LEARNERS[learner], **(overrides or {})}


def plan(settings, symbols):
    """Steps for so many symbols to learn, and those after which the validation loss is looked at."""
    tokens = settings["tokens"] * (symbols / 25_000) ** settings["growth"]
    steps = max(settings["checks"], round(tokens / (settings["batch"] * settings["context"])))
    return steps, [round(steps * (check + 1) / settings["checks"]) for check in range(settings["checks"])]


@lru_cache(maxsize=256)
def turns(length, width, base):
    angle = torch.arange(length)[:, None] * base ** (-torch.arange(0, width, 2) / width)
    return angle.cos(), angle.sin()


def rotate(x, base):
    """Turns pairs of numbers by angles that grow with the place, so that products tell how far places are apart."""
    cos, sin = turns(*x.shape[-2:], base)
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), -1)


class Block(nn.Module):
    def __init__(self, settings):
        super().__init__()
        width = settings["width"]
        self.heads, self.base = settings["heads"], settings["rotation"]
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.mix = nn.Linear(width, width, bias=False)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.drop = nn.Dropout(settings["dropout"])

    def forward(self, x):
        rows, length, width = x.shape
        split = self.qkv(self.norm1(x)).view(rows, length, 3, self.heads, width // self.heads)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        q, k = rotate(q, self.base), rotate(k, self.base)
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.drop(self.mix(seen.transpose(1, 2).reshape(rows, length, width)))
        return x + self.drop(self.down(F.gelu(self.up(self.norm2(x)))))


class Transformer(nn.Module):
    """Inputs are symbols, or `alphabet` where a block begins; outputs are log-odds of the next symbol."""

    def __init__(self, alphabet, settings):
        super().__init__()
        layers, width = settings["layers"], settings["width"]
        self.alphabet = alphabet
        self.symbols = nn.Embedding(alphabet + 1, width)
        self.blocks = nn.ModuleList(Block(settings) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                into = name.endswith(("mix.weight", "down.weight"))
                nn.init.normal_(weight, std=settings["spread"] / (math.sqrt(2 * layers) if into else 1))

    def forward(self, x):
        y = self.symbols(x)
        for block in self.blocks:
            y = block(y)
        return F.linear(self.norm(y), self.symbols.weight[: self.alphabet])


def windows(stream, context, generator):
    """Windows of context + 1 tokens, without end: each time through the stream cuts it elsewhere, in random order."""
    context = min(context, len(stream) - 1)
    while True:
        shift = int(torch.randint(0, min(context, len(stream) - context), (1,), generator=generator))
        starts = torch.arange(shift, len(stream) - context, context)
        for start in starts[torch.randperm(len(starts), generator=generator)].tolist():
            yield stream[start : start + context + 1]


@torch.no_grad()
def losses(model, blocks, context, stride, rows=64):
    """Bits of each symbol, and whether it was the likeliest, block after block. At least context - stride symbols are
    known before each but the first ones of a block."""
    model.eval()
    windows_of = {}  # by length: (place of the first answer, answers to skip, tokens)
    at = 0
    for block in blocks:
        padded = torch.cat([torch.tensor([model.alphabet]), block])
        for start in range(0, max(1, len(block) - context + stride), stride):
            skip = 0 if start == 0 else context - stride
            window = padded[start : start + context + 1]
            windows_of.setdefault(len(window), []).append((at + start + skip, skip, window))
        at += len(block)
    bits, right = np.zeros(at, dtype=np.float32), np.zeros(at, dtype=bool)
    for group in windows_of.values():
        for i in range(0, len(group), rows):
            places, skips, tokens = zip(*group[i : i + rows])
            stack = torch.stack(tokens)
            scores = model(stack[:, :-1])
            cost = F.cross_entropy(scores.transpose(1, 2), stack[:, 1:], reduction="none") / math.log(2)
            hits = scores.argmax(-1) == stack[:, 1:]
            for place, skip, row, hit in zip(places, skips, cost.numpy(), hits.numpy()):
                bits[place : place + len(row) - skip] = row[skip:]
                right[place : place + len(row) - skip] = hit[skip:]
    return bits, right


def train(learner, seed, alphabet, learn, validate, overrides=None, log=None):
    """The model that did best on the blocks to validate on, and how it went: steps, bits in training and validation."""
    settings = settings_of(learner, overrides)
    context, batch = settings["context"], settings["batch"]
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model = Transformer(alphabet, settings)
    weights = list(model.parameters())
    groups = [
        {"params": [w for w in weights if w.dim() == 2], "weight_decay": settings["weightDecay"]},
        {"params": [w for w in weights if w.dim() < 2], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=settings["rate"], betas=tuple(settings["betas"]), fused=True)
    begin = torch.tensor([alphabet])
    draw = windows(torch.cat([part for block in learn for part in (begin, block)]), context, generator)
    steps, checks = plan(settings, sum(len(block) for block in learn))
    warmup = max(1, round(settings["warmup"] * steps))
    best, curve, tokens, recent = None, [], 0, []
    for step in range(1, steps + 1):
        model.train()
        done = max(0, step - warmup) / max(1, steps - warmup)
        for group in optimiser.param_groups:
            group["lr"] = settings["rate"] * min(step / warmup, (1 + math.cos(math.pi * done)) / 2)
        x = torch.stack([next(draw) for _ in range(batch)])
        answers = x[:, 1:].masked_fill(x[:, 1:] == alphabet, -100)
        loss = F.cross_entropy(model(x[:, :-1]).flatten(0, 1), answers.flatten())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, settings["clip"])
        optimiser.step()
        tokens += answers.numel()
        recent.append(loss.item() / math.log(2))
        if step not in checks:
            continue
        valid = float(losses(model, validate, context, context)[0].mean())
        curve.append([step, round(sum(recent) / len(recent), 4), round(valid, 4)])
        recent = []
        if log:
            log(f"  step {step} of {steps}: {curve[-1][1]} bits in training, {curve[-1][2]} in validation")
        if best is None or valid < best[0]:
            best = (valid, len(curve) - 1, {key: value.clone() for key, value in model.state_dict().items()})
    model.load_state_dict(best[2])
    return model, {
        "parameters": sum(w.numel() for w in weights),
        "steps": steps,
        "tokens": tokens,
        "bestStep": curve[best[1]][0],
        "curve": curve,
    }


def main():
    header = json.loads(sys.stdin.buffer.readline())
    if header.get("protocol", 1) != 1:
        raise SystemExit(f"protocol {header['protocol']} is not known, only 1")
    alphabet, lengths, learn = header["alphabetSize"], header["blocks"], header["learn"]
    name = header.get("learner") or (sys.argv[1:] or ["gpt-tiny"])[0]
    if name not in LEARNERS:
        raise SystemExit(f"no learner {name}: there are {' and '.join(LEARNERS)}")
    kind = "<u2" if alphabet > 256 else "u1"
    symbols = np.frombuffer(sys.stdin.buffer.read(), dtype=kind)
    if len(symbols) != sum(lengths) or (len(symbols) > 0 and symbols.max() >= alphabet):
        raise SystemExit(f"the header speaks of {sum(lengths)} symbols below {alphabet}, which do not follow")
    blocks = torch.from_numpy(symbols.astype(np.int64)).split(lengths)
    ask = [blocks[b] for b in header["ask"]]
    settings = header.get("settings")
    report = {"parameters": 0, "steps": 0}
    if not learn or sum(lengths[b] for b in learn) < 4:
        # An untrained network: what it says is what it was initialised to, and that is chosen to be nothing.
        bits = np.full(sum(len(block) for block in ask), math.log2(alphabet), dtype=np.float32)
        right = np.zeros(len(bits), dtype=bool)
    else:
        validate = header.get("validate") or learn[9::10] or (learn[-1:] if len(learn) > 1 else [])
        taught = [blocks[b] for b in learn if b not in set(validate)]
        checked = [blocks[b] for b in validate]
        if not checked:
            half = len(taught[0]) // 2
            taught, checked = [taught[0][:half]], [taught[0][half:]]
        model, report = train(name, header.get("seed", 1), alphabet, taught, checked, settings)
        context = settings_of(name, settings)["context"]
        bits, right = losses(model, ask, context, context // 2)
    at = 0
    for b, block in zip(header["ask"], ask):
        part = slice(at, at + len(block))
        line = {"block": b, "bits": round(float(bits[part].mean()), 6), "right": float(right[part].mean())}
        if header.get("losses"):
            line["losses"] = [round(float(one), 4) for one in bits[part]]
        print(json.dumps(line))
        at += len(block)
    print(json.dumps({**report, "learner": name, "torch": torch.__version__}), flush=True)


if __name__ == "__main__":
    main()
