// One suffix array and all that is read off it, beside libdivsufsort and the same pass in C, in processor time.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "./bundle-sources.mjs";
import { joinedTexts } from "./bundled-texts.mjs";
import { alternate, mesoscope, run } from "./processes.mjs";

const parts = [
  "src/wasm/suffix-kernel",
  "src/statistics/suffixes",
  "src/statistics/lempel-ziv",
  "src/statistics/alphabet",
];
const orders = 128;
const wholeScan = ["block-entropies", "ngram-counts", "distinct-ngrams", "lempel-ziv-76"];

/** The shortest of some passes, in seconds of processor time. */
function leastSeconds(passes, work) {
  let least = Infinity;
  for (let pass = 0; pass < passes; pass++) {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}

/** A function that gives seconds, by text file; undefined without a compiler or the library. */
function compiledC(folder) {
  const program = join(folder, "suffix");
  const source = fileURLToPath(new URL("suffix.c", import.meta.url));
  const flags = ["-O3", "-march=native", "-o", program, source, "-ldivsufsort", "-lm"];
  if (spawnSync("cc", flags).status !== 0) return undefined;
  return (file, passes) => {
    const [array, everything, phrases] = run([program, file, String(passes)])
      .stdout.split(" ")
      .map(Number);
    return { array, everything, phrases };
  };
}

/** Bundled English, and beyond its length what an order-8 chain learned from it. */
function english(folder, bytes) {
  const learned = joinedTexts(5_000_000);
  if (bytes <= learned.length) return learned.subarray(0, bytes);
  const file = join(folder, "learned.txt");
  writeFileSync(file, learned);
  const recipe = `surrogate(file(${file}), order=8)`;
  return run([...mesoscope, "generate", recipe, "-n", String(bytes), "--as", "text"], { encoding: "buffer" })
    .stdout;
}

function period7(bytes) {
  const symbols = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) symbols[i] = +"0010111"[i % 7];
  return symbols;
}

/** Comes before all else: what was freed meanwhile would be missing from the memory, which is as the system sees it. */
function* periodicRows(SuffixKernel) {
  const symbols = period7(50_000_000);
  const before = process.memoryUsage.rss();
  const kernel = new SuffixKernel(symbols, [symbols.length], 2, { orders });
  const seconds = leastSeconds(1, () => kernel.tables());
  const memory = process.memoryUsage.rss() - before;
  const factors = kernel.factors();
  for (let i = 7; i < factors.length; i++)
    if (factors[i] !== factors.length - i) throw new Error(`factor ${factors[i]} at ${i} of period 7`);
  yield { what: "50 MB of period 7, factors checked: MB/s", value: 50 / seconds };
  yield { what: "memory beside the symbols, bytes a symbol", value: memory / symbols.length, atMost: 12 };
}

/** @param folder for files that are deleted afterwards */
export async function* suffix(folder) {
  const { SuffixKernel, SuffixStructures, lempelZiv76OfFactors, lempelZiv76, compactAlphabet } =
    await bundleSources(parts, folder);
  yield* periodicRows(SuffixKernel);
  const c = compiledC(folder);

  /** Everything that suffix.c computes. */
  const pass = (symbols, alphabetSize) => {
    const structures = new SuffixStructures(symbols, [symbols.length], alphabetSize, { orders });
    const entropies = Array.from({ length: structures.orders }, (_, i) => structures.block(i + 1).plugIn);
    const { phrases } = lempelZiv76OfFactors(structures.factors(), [symbols.length]);
    return { entropies, phrases, sums: structures.matchSums() };
  };

  for (const [megabytes, passes, atMost] of [
    [1, 9, 1],
    [10, 3, undefined],
    [50, 2, 1.3],
  ]) {
    const bytes = english(folder, megabytes * 1e6);
    const { symbols, alphabetSize } = compactAlphabet(bytes, 256);
    const file = join(folder, "english");
    writeFileSync(file, bytes);
    let phrases = 0;
    const own = leastSeconds(passes, () => {
      phrases = pass(symbols, alphabetSize).phrases;
    });
    const text = `${megabytes} MB of English`;
    yield { what: `${text}: MB/s, everything`, value: megabytes / own };
    if (c === undefined) {
      yield { what: `${text}: time / libdivsufsort in C`, skipped: "no libdivsufsort" };
      continue;
    }
    const other = c(file, passes);
    if (other.phrases !== phrases) throw new Error(`${phrases} phrases, in C ${other.phrases}`);
    yield { what: `${text}: MB/s of libdivsufsort in C`, value: megabytes / other.everything };
    yield { what: `${text}: time / libdivsufsort in C`, value: own / other.everything, atMost };
  }

  const periodic = period7(11_000);
  const tiny = Array.from({ length: 10_000 }, (_, i) => periodic.subarray(i, i + 200 + (i % 800)));
  const all = leastSeconds(3, () => {
    for (const symbols of tiny) if (pass(symbols, 2).phrases === 0) throw new Error("no phrases");
  });
  yield { what: "10 000 files of 600 bytes: microseconds a file", value: all * 100 };

  let state = 1;
  const bits = Uint8Array.from({ length: 1_000_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 31;
  });
  yield {
    what: "LZ76 of 10^6 bits: seconds",
    value: leastSeconds(3, () => lempelZiv76(bits, [bits.length], 2)),
    atMost: 0.2,
  };

  const file = join(folder, "1MB");
  writeFileSync(file, english(folder, 1e6));
  const options = ["--sample", "all", "--no-cache", "-q", ...wholeScan.flatMap((id) => ["-e", id])];
  for (const format of ["json", "table"]) {
    const [own, bare] = alternate(
      [...mesoscope, file, ...options, "-f", format],
      [process.execPath, "-e", "0"],
      11,
    );
    yield { what: `1 MB scan, ${format}: process / node -e 0`, value: own / bare, atMost: 2.6 };
  }
}
