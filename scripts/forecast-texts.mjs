// The real texts that forecasts are learned from and graded on, and what the observer pays for them. Losses are kept under
// node_modules/.cache/forecast while the observer is the same, so that laws can be tried in seconds.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "corpora/forecast");
/** Symbols of a text at most: whole documents while they fit, then part of one. Short beginnings teach what size does. */
export const caps = [2_000_000, 500_000];
/** The sample is a tenth. */
export const share = 10;
const orders = 8;

const observerModules = [
  "src/observer/curves/drawn-blocks",
  "src/observer/curves/exchangeable-curve",
  "src/observer/observer-members",
  "src/observer/settled-observer",
];
const lawModules = [
  "src/run/generated-sequence",
  "src/features/forecast/parts",
  "src/core/random",
  "src/input/corpora/extract",
  "src/input/corpora/load-corpus",
  "src/features/forecast/losses",
  "src/features/forecast/law",
  "src/observer/curves/position-parts",
  "src/features/forecast/grade",
  "src/features/forecast/traits",
  "src/math/intervals",
];

/** Everything the scripts call, and the hash of the code whose losses are kept. */
export async function loadLibrary() {
  const place = mkdtempSync(join(tmpdir(), "mesoscope-forecast-"));
  try {
    await bundleSources(observerModules, place);
    // Comments name files as they are seen from where the script was started.
    const code = readFileSync(join(place, "bundle.mjs"), "utf8").replaceAll(/^\/\/ .*\n/gm, "");
    const build = createHash("sha256").update(code).digest("hex").slice(0, 16);
    const library = await bundleSources(
      [...observerModules, ...lawModules],
      mkdtempSync(join(place, "all-")),
    );
    return { ...library, build };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** What the texts are and where they come from; blind ones teach nothing. */
export function listTexts({ blind = false } = {}) {
  const texts = JSON.parse(readFileSync(join(folder, "texts.json"), "utf8"));
  return texts.filter((text) => (text.blind === true) === blind);
}

/** A text as a sequence of bytes, documents as its segments. @throws Error when its package is not installed */
export async function readText(library, text, cap = caps[0]) {
  const { id, package: name, path, match, extract } = text;
  const packages = [join(root, "corpora/node_modules"), join(folder, "node_modules")];
  const home = packages.map((place) => join(place, name)).find(existsSync);
  if (home === undefined)
    throw new Error(`${name} is not installed: run npm ci in corpora and corpora/forecast`);
  const source = path === undefined ? { package: name, match } : { package: name, path };
  const raw = await library.readRawDocuments({ id, source }, home, Number.POSITIVE_INFINITY);
  if (raw.status !== "ok") throw new Error(raw.reason);
  const extraction = library.extract(raw.documents, [...extract, { op: "take", bytes: cap }]);
  if (extraction.status !== "ok") throw new Error(extraction.reason);
  const symbols = new Uint8Array(Buffer.concat(extraction.documents.map(({ bytes }) => bytes)));
  let end = 0;
  const segmentEnds = extraction.documents.map(({ bytes }) => {
    end += bytes.length;
    return end;
  });
  const codes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  return { symbols, alphabetSize: 256, segmentEnds, codes, cap };
}

/**
 * The sample of a text, its curve, and what was paid beyond it.
 *
 * @param inOrder the text as it stands instead of a random order of its blocks
 */
export function measureText(library, text, sequence, seed, inOrder) {
  const random = library.Random.fromSeed(seed).fork("forecast");
  const drawn = library.drawBlocks(sequence, random, inOrder);
  const n0 = Math.floor(sequence.symbols.length / share);
  const sample = library.firstOf(drawn, n0);
  const cache = join(root, "node_modules/.cache/forecast", library.build);
  const file = join(cache, `${text.id}.${sequence.cap / 1000}k.${inOrder ? "in-order" : seed}.json`);
  if (!existsSync(file)) {
    const { settleObserver, observerMembers, exchangeableCurve } = library;
    const observer = settleObserver(sample, observerMembers(), share * n0);
    const tenfold = library.firstOf(drawn, share * n0);
    const ends = [...new Set([...tenfold.segmentEnds, n0])].sort((a, b) => a - b);
    const rounded = (bits) => Array.from(bits, (value) => Math.round(value * 10) / 10);
    const found = {
      ends,
      bits: rounded(observer.segmentBits(tenfold.symbols, ends)),
      orders: exchangeableCurve(sample, observer, random, orders).orders.map(({ blocks, bits }) => ({
        blocks: [...blocks],
        bits: rounded(bits),
      })),
    };
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, JSON.stringify(found));
  }
  const { ends, bits, orders: coded } = JSON.parse(readFileSync(file, "utf8"));
  const curve = {
    lengths: sample.segmentEnds.map((end, b) => end - (sample.segmentEnds[b - 1] ?? 0)),
    orders: coded,
  };
  const traits = library.sampleTraits(sample, curve, new Set(sample.symbols).size, !inOrder);
  const codeLengthAt = (m) =>
    ends.reduce((sum, end, s) => {
      const start = ends[s - 1] ?? 0;
      return sum + bits[s] * Math.max(0, Math.min(1, (m - start) / (end - start)));
    }, 0);
  return {
    text,
    n: sequence.symbols.length,
    seed,
    traits,
    curve,
    excess: (factor) => codeLengthAt(factor * n0) - codeLengthAt(n0),
  };
}

const digits = (value) => Number(value.toPrecision(5));

/**
 * What a law reads of each part of a sample of a tenth, seed 1, and how the part's losses went on.
 *
 * @param parts kinds of places, as the library makes them
 * @param exact bits a symbol of each part costs one who knows the source, where they are known
 */
export function measureParts(library, { id, package: name }, sequence, parts, exact) {
  const random = library.Random.fromSeed(1).fork("forecast");
  const n0 = Math.floor(sequence.symbols.length / share);
  const drawn = library.firstOf(library.drawBlocks(sequence, random), share * n0);
  const sample = library.firstOf(drawn, n0);
  const observer = library.settleObserver(sample, library.observerMembers(), share * n0);
  const curve = library.exchangeableCurve(sample, observer, random, orders, parts);
  const traits = library.sampleTraits(sample, curve, new Set(sample.symbols).size, true);
  const grown = library.grownCodeLength(drawn, n0, observer, parts);
  return curve.parts.flatMap((part, p) => {
    const own = library.partTraits(part, traits, exact?.get(part.name));
    if (own.status !== "ok") return [];
    const { n, blocks, slope, bend, fillIn, duplicated, variation, rate, open } = own.traits;
    const read = { slope, bend, fillIn, duplicated, variation, ...(exact === undefined ? {} : { open }) };
    const ratios = library.experienceFactors.map((factor) =>
      digits(Math.log(grown.parts[p].excessAt(factor * n0) / ((factor - 1) * n * rate))),
    );
    const numbers = Object.fromEntries(Object.entries(read).map(([key, value]) => [key, digits(value)]));
    return [
      { text: id, package: name, part: part.name, seed: 1, inOrder: false, n, blocks, ...numbers, ratios },
    ];
  });
}
