// Bits saved on the order of the first n terms of a function, up to ten million of them, in one process of bounded memory.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const { codePrefixes, observerMembers } = await import(new URL("../dist/observer.js", import.meta.url).href);
const { bindRecipe, Random } = await import(new URL("../dist/sources.js", import.meta.url).href);

/** Looks at the evidence in each doubling. */
const looksOfDoubling = 2;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** Where the evidence is read: every half doubling, and powers of ten. */
function looksUpTo(n) {
  const looks = new Set();
  for (let k = 8; Math.round(2 ** (k / looksOfDoubling)) < n; k++)
    looks.add(Math.round(2 ** (k / looksOfDoubling)));
  for (let power = 1000; power <= n; power *= 10) looks.add(power);
  return [...looks.add(n)].sort((a, b) => a - b);
}

/** log2 of the number of orders of the symbols of each prefix. */
function orderBits(symbols, alphabetSize, looks) {
  const counts = new Float64Array(alphabetSize);
  let bits = 0;
  let at = 0;
  return looks.map((look) => {
    while (at < look) bits += Math.log2(++at) - Math.log2(++counts[symbols[at - 1]]);
    return bits;
  });
}

/**
 * The evidence of order in the terms of a function: what a Bayes mixture of the members of the fast observer saves. The probability
 * of a prefix under a mixture is the mean over its members, so each member reads the terms on its own and memory is that of one member.
 *
 * @param {string} recipe of symbols below 256
 * @param {number} n terms
 * @param {number} seed of a random model
 * @returns {Promise<{ n: number, saved: number }[]>} by look, bits
 */
export async function evidenceOf(recipe, n, seed = 1) {
  const source = await bindRecipe(recipe);
  const { alphabetSize } = source;
  const symbols = new Uint8Array(n);
  source.open(Random.fromSeed(seed)).fill(symbols);
  const looks = looksUpTo(n);
  const sequence = { symbols, alphabetSize, segmentEnds: [n] };
  const coded = [];
  for (const member of observerMembers("fast")) {
    // Terms are no bytes or characters.
    if (member.readsCodes === true || alphabetSize > (member.largestAlphabet ?? 65_536)) continue;
    const { bits, prefixBits } = codePrefixes(sequence, looks, [member]);
    const header = bits - prefixBits.at(-1);
    coded.push(prefixBits.map((paid) => paid + header));
    // The memory of a kernel is released only after the job that used it.
    await new Promise((done) => setImmediate(done));
    collectGarbage();
  }
  const free = orderBits(symbols, alphabetSize, looks);
  return looks.map((look, i) => {
    const least = Math.min(...coded.map((paid) => paid[i]));
    const others = coded.reduce((sum, paid) => sum + 2 ** (least - paid[i]), 0);
    return { n: look, saved: free[i] - least - Math.log2(others / coded.length) };
  });
}
