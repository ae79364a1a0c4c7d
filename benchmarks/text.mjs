// Text to measure speed on: words of random letters, drawn by Zipf's law; the same bytes on every machine.
import { closeSync, openSync, writeSync } from "node:fs";

const blockBytes = 10_000_000;

function* uniform(seed) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

function makeBlock() {
  const random = uniform(1);
  const next = () => Number(random.next().value);
  const letters =
    "eeeeeeeeeeeetttttttttaaaaaaaaooooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddllllcccuuummmwwffggyyppbbvk";
  const words = Array.from({ length: 5000 }, (_, rank) => {
    const length = 1 + Math.floor(next() * (rank < 100 ? 4 : 10));
    return Buffer.from(
      `${Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join("")}${rank % 50 === 49 ? ".\n" : " "}`,
    );
  });
  const block = Buffer.alloc(blockBytes);
  for (let at = 0; at < blockBytes; ) {
    // exp of a uniform exponent gives ranks probability 1/rank.
    const word = words[Math.floor(Math.exp(next() * Math.log(words.length)))] ?? words[0];
    at += word.copy(block, at);
  }
  return block;
}

let block;

/** @returns 10 MB of text */
export function textBlock() {
  block ??= makeBlock();
  return block;
}

/** Writes `bytes` of text to a file, the block over and over. */
export function writeText(path, bytes) {
  const file = openSync(path, "w");
  for (let left = bytes; left > 0; left -= blockBytes) {
    writeSync(file, textBlock(), 0, Math.min(left, blockBytes));
  }
  closeSync(file);
}
