#!/usr/bin/env node
// A reference learner in plain JavaScript: interpolated n-grams after MacKay & Peto 1995, Natural Language Engineering 1(3).
// It counts what followed every context of up to `--order` symbols (5 by default) in the blocks it learns; the law of a
// context is its counts and so many symbols of the law of the context that is one symbol shorter. How many is chosen for
// each length by what blocks cost before they are learned. The shortest law is uniform. Reads and answers as docs/learner-protocol.md says.
import { readFileSync, writeSync } from "node:fs";

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

let order = 5;
for (let i = 2; i < process.argv.length; i += 2) {
  const value = Number(process.argv[i + 1]);
  if (process.argv[i] !== "--order" || !Number.isInteger(value) || value < 0 || value > 12)
    fail("usage: ngram [--order 0..12]");
  order = value;
}

const input = readFileSync(0);
const lineEnd = input.indexOf(10);
const header = JSON.parse(input.subarray(0, lineEnd).toString("utf8"));
if (header.protocol !== 1) fail(`protocol ${header.protocol} is not known, only 1`);
const { alphabetSize, blocks: lengths, learn, ask } = header;
const bytes = new Uint8Array(input.subarray(lineEnd + 1));
const symbols = alphabetSize > 256 ? new Uint16Array(bytes.buffer) : bytes;
let at = 0;
const blocks = lengths.map((length) => {
  at += length;
  return symbols.subarray(at - length, at);
});

/**
 * Contexts by their number: the context that is one symbol longer is found by this one and that symbol. For each: how often it
 * was seen, and (by context and symbol) how often each symbol came next.
 */
const numbers = new Map();
const seen = [0];
const counts = new Map();
const keyOf = (context, symbol) => context * alphabetSize + symbol;

/** Contexts that end before a place, the empty one first; new ones are numbered only while learning. */
function contextsBefore(block, place, learning, into) {
  into[0] = 0;
  let length = 1;
  for (let back = 1; back <= order && back <= place; back++) {
    const key = keyOf(into[length - 1], block[place - back]);
    let number = numbers.get(key);
    if (number === undefined) {
      if (!learning) break;
      number = seen.length;
      numbers.set(key, number);
      seen.push(0);
    }
    into[length++] = number;
  }
  return length;
}

const contexts = new Array(order + 1);

/** Candidates for how many symbols the law of the shorter context counts as. */
const strengths = Array.from({ length: 14 }, (_, i) => 2 ** (i - 3));
const usualStrength = 2;
/** Nats that each strength of each order has cost; forgotten by and by, since more data want another one. */
const paid = Array.from({ length: order + 1 }, () => new Float64Array(strengths.length));
const forgotten = 0.9;
let strengthOf = new Array(order + 1).fill(usualStrength);

/** Prices a block before it is learned: what repeats within it must not count for what is seen for the first time. */
function tryStrengths(block) {
  for (const sums of paid) for (let s = 0; s < sums.length; s++) sums[s] *= forgotten;
  for (let place = 0; place < block.length; place++) {
    const found = contextsBefore(block, place, false, contexts);
    let probability = 1 / alphabetSize;
    for (let i = 0; i < found; i++) {
      const all = seen[contexts[i]];
      const count = counts.get(keyOf(contexts[i], block[place])) ?? 0;
      for (let s = 0; s < strengths.length; s++)
        paid[i][s] -= Math.log((count + strengths[s] * probability) / (all + strengths[s]));
      probability = (count + strengthOf[i] * probability) / (all + strengthOf[i]);
    }
  }
  strengthOf = paid.map((sums) => {
    const least = Math.min(...sums);
    return least > 0 ? strengths[sums.indexOf(least)] : usualStrength;
  });
}

/** A map holds 2^24 keys: there are no more contexts than this. */
const mostKeys = 16_000_000;
for (const [i, b] of learn.entries()) {
  const block = blocks[b];
  if (counts.size + block.length * (order + 1) > mostKeys)
    fail(`more contexts than can be counted after ${i} blocks: learn less, or with a lower --order`);
  if (i > 0) tryStrengths(block);
  for (let place = 0; place < block.length; place++) {
    const found = contextsBefore(block, place, true, contexts);
    for (let j = 0; j < found; j++) {
      const key = keyOf(contexts[j], block[place]);
      seen[contexts[j]]++;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
}

function bitsAt(block, place) {
  const found = contextsBefore(block, place, false, contexts);
  let probability = 1 / alphabetSize;
  for (let i = 0; i < found; i++) {
    const context = contexts[i];
    const count = counts.get(keyOf(context, block[place])) ?? 0;
    probability = (count + strengthOf[i] * probability) / (seen[context] + strengthOf[i]);
  }
  return -Math.log2(probability);
}

function write(text) {
  const data = Buffer.from(text);
  for (let done = 0; done < data.length; ) {
    try {
      done += writeSync(1, data, done);
    } catch (error) {
      // A pipe that is full for the moment.
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

for (const b of ask) {
  const losses = Array.from(blocks[b], (_, place) => Number(bitsAt(blocks[b], place).toFixed(5)));
  write(`${JSON.stringify({ block: b, losses })}\n`);
}
write(`${JSON.stringify({ learner: `ngram of order ${order}`, contexts: seen.length })}\n`);
