// The observer on 10^6 symbols of known sources: percent over -log2 of the probability that the source itself gives the
// sequence, header counted, and bits a symbol where that probability is 1.
import { bundleSources } from "./bundle-sources.mjs";

const parts = ["src/observer/observer", "tests/unit/observer/observer-known-sources", "src/core/sequence"];

const n = 1_000_000;

/** @param folder for files that are deleted afterwards */
export async function observer(folder) {
  const { observe, sequenceOf, ...known } = await bundleSources(parts, folder);
  const rows = [];
  const speeds = [];

  async function measure(what, source) {
    const { symbols, alphabetSize, ideal } = await source;
    const begin = performance.now();
    const { bits, members } = observe(sequenceOf(symbols, alphabetSize));
    const speed = n / (1000 * (performance.now() - begin));
    const carrier = members.reduce((a, b) => (b.weight > a.weight ? b : a));
    speeds.push({ what: `${what}: 10^6 symbols/s`, value: speed });
    return { bits, ideal, members, by: carrier.id };
  }

  const percent = [
    ["coin .11", known.realise("coin(p=0.11)", n), 0.01],
    ["golden mean", known.realise("golden-mean(p=0.5)", n), 0.01],
    ["golden mean .3", known.realise("golden-mean(p=0.3)", n), 0.01],
    ["digits", known.uniformSymbols(n, 10), 0.01],
    ["golden mean, noise .1", known.realise("replace(golden-mean(p=0.5), eps=0.1)", n), 0.02],
    ["even", known.realise("even(p=0.5)", n), 0.06],
    ["order 2, 4 symbols", known.realise(known.randomChainRecipe(2, 4), n), 0.06],
    ["order 2, another chain", known.realise(known.randomChainRecipe(2, 4, 2), n), 0.06],
    ["parity, k = 8", known.noisyParity(n, 8, 0.05), 0.05],
    ["parity, k = 9", known.noisyParity(n, 9, 0.05), 0.05],
    ["parity, k = 24", known.noisyParity(n, 24, 0.1), 0.05],
  ];
  for (const [what, source, atMost] of percent) {
    const { bits, ideal, by } = await measure(what, source);
    rows.push({ what: `${what}, %: ${by}`, value: 100 * (bits / ideal - 1), atMost });
  }

  // Copies at a fixed distance need the context mixer.
  const copies = [
    ["lag 64, 4 symbols", known.lagCopy(n, 64, 0.1, 4)],
    ["lag 997", known.lagCopy(n, 997, 0.05, 2)],
    ["lag 1000", known.lagCopy(n, 1000, 0.05, 2)],
  ];
  for (const [what, source] of copies) {
    const { bits, ideal, members, by } = await measure(what, source);
    const mixed = members.some(({ id }) => id === "context-mixer");
    rows.push(
      mixed
        ? { what: `${what}, %: ${by}`, value: 100 * (bits / ideal - 1), atMost: 0.3 }
        : { what: `${what}, %`, skipped: "no mixer" },
    );
  }

  const orderly = [
    ["Thue-Morse", known.realise("thue-morse", n)],
    ["Fibonacci", known.realise("fibonacci", n)],
    ["Rudin-Shapiro", known.rudinShapiro(n)],
    ["paperfolding", known.paperfolding(n)],
    ["period 1009", known.randomPeriod(n, 1009)],
    ["period 1013", known.randomPeriod(n, 1013)],
  ];
  for (const [what, source] of orderly) {
    const { bits, by } = await measure(what, source);
    rows.push({ what: `${what}, bits: ${by}`, value: bits / n, atMost: 0.002 });
  }

  const bytes = await measure("bytes", known.uniformSymbols(n, 256));
  rows.push({ what: `bytes, bits over 8: ${bytes.by}`, value: bytes.bits / n - 8, atMost: 0.0001 });
  return [...rows, ...speeds];
}
