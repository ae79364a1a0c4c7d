// Encodes and decodes all that the benchmarks measure, each text and each source as a whole, with an arithmetic coder: what
// comes back equals what went in, and its size is the stated one.
import { bundleSources } from "./bundle-sources.mjs";
import { textIds, textOf } from "./bundled-texts.mjs";
import { knownSources, length } from "./observer.mjs";

const parts = [
  ...[
    "src/core/sequence",
    "src/encodings/bytes",
    "src/observer/observer",
    "tests/references/observer-verification",
  ],
  "tests/unit/observer/observer-known-sources",
];

/** @param folder for files that are deleted afterwards */
export async function* verify(folder) {
  const { bytes, observe, sequenceOf, verifyObservation, ...known } = await bundleSources(parts, folder);

  function* rows(what, sequence) {
    const observation = observe(sequence);
    const { statedBits, codedBits, equal } = verifyObservation(sequence, observation);
    const n = sequence.symbols.length;
    yield { what: `${what}, ${n} symbols: decoded as it was`, value: Number(equal), atLeast: 1 };
    yield {
      what: `${what}: coded bits less the stated ${statedBits.toFixed(1)}`,
      value: Math.abs(codedBits - statedBits),
      atMost: statedBits / 10_000 + 64,
    };
  }

  for (const id of textIds()) yield* rows(id, bytes.encode([textOf(id)]));
  for (const { what, draw } of knownSources(known, length)) {
    const { symbols, alphabetSize } = await draw();
    yield* rows(what, sequenceOf(symbols, alphabetSize));
  }
}
