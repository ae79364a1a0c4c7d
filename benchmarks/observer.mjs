// The observer on 10^6 symbols of known sources: percent over -log2 of the probability that the source itself gives the
// sequence, header counted, and bits a symbol where that probability is 1.
import { bundleSources } from "./bundle-sources.mjs";

const parts = ["src/observer/observer", "tests/unit/observer/observer-known-sources", "src/core/sequence"];

/** Symbols of every source. */
export const length = 1_000_000;

/**
 * The sources, and what is asked of the observer on each: at most `percent` over the source's own code length, or at most
 * `rate` bits a symbol, where that is nothing, or `over` bits.
 *
 * @param known exports of tests/unit/observer/observer-known-sources
 * @returns [{ what, draw, percent?, rate?, over? }] with draw() a realisation of n symbols
 */
export function knownSources(known, n) {
  const { realise, randomChainRecipe, noisyParity, lagCopy, randomPeriod, uniformSymbols } = known;
  return [
    { what: "coin .11", draw: () => realise("coin(p=0.11)", n), percent: 0.01 },
    { what: "golden mean", draw: () => realise("golden-mean(p=0.5)", n), percent: 0.01 },
    { what: "golden mean .3", draw: () => realise("golden-mean(p=0.3)", n), percent: 0.01 },
    { what: "digits", draw: () => uniformSymbols(n, 10), percent: 0.01 },
    {
      what: "golden mean, noise .1",
      draw: () => realise("replace(golden-mean(p=0.5), eps=0.1)", n),
      percent: 0.02,
    },
    { what: "even", draw: () => realise("even(p=0.5)", n), percent: 0.06 },
    { what: "order 2, 4 symbols", draw: () => realise(randomChainRecipe(2, 4), n), percent: 0.06 },
    { what: "order 2, another chain", draw: () => realise(randomChainRecipe(2, 4, 2), n), percent: 0.06 },
    { what: "parity, k = 8", draw: () => noisyParity(n, 8, 0.05), percent: 0.05 },
    { what: "parity, k = 9", draw: () => noisyParity(n, 9, 0.05), percent: 0.05 },
    { what: "parity, k = 24", draw: () => noisyParity(n, 24, 0.1), percent: 0.05 },
    { what: "lag 64, 4 symbols", draw: () => lagCopy(n, 64, 0.1, 4), percent: 0.3 },
    { what: "lag 997", draw: () => lagCopy(n, 997, 0.05, 2), percent: 0.3 },
    { what: "lag 1000", draw: () => lagCopy(n, 1000, 0.05, 2), percent: 0.3 },
    { what: "Thue-Morse", draw: () => realise("thue-morse", n), rate: 0.002 },
    { what: "Fibonacci", draw: () => realise("fibonacci", n), rate: 0.002 },
    { what: "Rudin-Shapiro", draw: () => known.rudinShapiro(n), rate: 0.002 },
    { what: "paperfolding", draw: () => known.paperfolding(n), rate: 0.002 },
    { what: "period 1009", draw: () => randomPeriod(n, 1009), rate: 0.002 },
    { what: "period 1013", draw: () => randomPeriod(n, 1013), rate: 0.002 },
    { what: "bytes", draw: () => uniformSymbols(n, 256), over: 8, rate: 0.0001 },
  ];
}

/** @param folder for files that are deleted afterwards */
export async function* observer(folder) {
  const { observe, sequenceOf, ...known } = await bundleSources(parts, folder);
  const speeds = [];
  for (const { what, draw, percent, rate, over = 0 } of knownSources(known, length)) {
    const { symbols, alphabetSize, ideal } = await draw();
    const begin = performance.now();
    const { bits, members } = observe(sequenceOf(symbols, alphabetSize));
    speeds.push({
      what: `${what}: 10^6 symbols/s`,
      value: length / (1000 * (performance.now() - begin)),
    });
    const { id } = members.reduce((a, b) => (b.weight > a.weight ? b : a));
    if (percent !== undefined) {
      yield { what: `${what}, %: ${id}`, value: 100 * (bits / ideal - 1), atMost: percent };
    } else {
      yield {
        what: `${what}, bits${over === 0 ? "" : ` over ${over}`}: ${id}`,
        value: bits / length - over,
        atMost: rate,
      };
    }
  }
  yield* speeds;
}
