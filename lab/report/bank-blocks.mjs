// Blocks of the bank of small networks, as lab/prepare-bank.mjs cuts them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../node_modules/.cache/network-bank", import.meta.url));

/** The first n symbols to learn of a data set, in blocks as they were cut; the last one is cut where they end. */
export function firstSymbols(id, n) {
  const { lengths } = JSON.parse(readFileSync(join(cache, `${id}.json`), "utf8"));
  const segmentEnds = [];
  let end = 0;
  for (const length of lengths.learn) {
    if (end >= n) break;
    end = Math.min(n, end + length);
    segmentEnds.push(end);
  }
  return { symbols: new Uint8Array(readFileSync(join(cache, `${id}.bin`)).subarray(0, n)), segmentEnds };
}
