import { createHash } from "node:crypto";
import type { EncodedSequence } from "../core/encoding.ts";
import { InputError } from "../core/errors.ts";
import { Random } from "../core/random.ts";
import type { Sample } from "../core/report.ts";
import { allocateSymbols, type Symbols } from "../core/sequence.ts";
import type { BoundSource } from "../core/source.ts";
import type { GroundTruth } from "../core/truth.ts";
import type { Warning } from "../core/warnings.ts";
import { loadCorpus } from "../input/corpora/load-corpus.ts";
import { sampleDocuments, sampleFile } from "../input/read-sample.ts";
import { recipeWorld } from "../input/recipe-world.ts";
import { equalShares } from "../input/sample-plan.ts";
import type { SampledInput } from "../input/sample-source.ts";
import { bindRecipe } from "../sources/recipe.ts";
import type { MeasureTask } from "./task.ts";

/** A sample ready to be measured, and where it came from. */
export interface LoadedInput {
  readonly sequence: EncodedSequence;
  readonly bytes: Uint8Array;
  readonly provenance: Sample["provenance"];
  /** bytes of the whole input; null for a generated sequence */
  readonly size: number | null;
  readonly sha256: string | null;
  readonly sampleSha256: string;
  readonly blocks: Sample["blocks"];
  readonly declaredAlphabet: number | null;
  /** what is exactly known of a generated sequence; may take half a second to work out */
  readonly truth: () => GroundTruth | null;
  readonly warnings: readonly Warning[];
}

/**
 * Reads, loads or generates what a task names, and takes the sample.
 *
 * @throws InputError when it cannot be had; RecipeError for a wrong recipe
 */
export async function loadInput(task: MeasureTask): Promise<LoadedInput> {
  const { input, options, environment } = task;
  const sampling = {
    sample: options.sample,
    encoding: options.encoding,
    random: Random.fromSeed(options.seed),
  };
  switch (input.kind) {
    case "file": {
      const sampled = sampleFile(input.path, sampling);
      const warnings: Warning[] = sampled.changed ? [{ code: "changed-while-read" }] : [];
      return fromSample(sampled, { kind: "file", path: input.path }, warnings);
    }
    case "bytes":
      return fromSample(sampleDocuments([input.bytes], sampling), { kind: "stdin" }, []);
    case "corpus": {
      const corpus = await loadCorpus(input.id, environment.corpora);
      if (corpus.status !== "ok") throw new InputError(corpus.reason);
      const documents = corpus.documents.map((document) => document.bytes);
      const { source } = corpus.manifest;
      return fromSample(
        sampleDocuments(documents, sampling),
        { kind: "corpus", corpus: corpus.id, package: source.package, version: source.version },
        [],
      );
    }
    case "recipe": {
      const source = await bindRecipe(input.recipe, recipeWorld(environment.corpora, "."));
      return generated(source, options.sample, options.seed);
    }
  }
}

function fromSample(
  sampled: SampledInput,
  provenance: Sample["provenance"],
  before: readonly Warning[],
): LoadedInput {
  const { sequence, bytes, blocks, size, sha256, wholeSha256, container } = sampled;
  const { invalidCount, firstInvalidOffset } = sequence.decoding;
  const warnings = [...before];
  if (container !== null) warnings.push({ code: "compressed-container", format: container });
  if (invalidCount > 0)
    warnings.push({ code: "invalid-text", count: invalidCount, firstOffset: firstInvalidOffset ?? 0 });
  return {
    sequence,
    bytes,
    provenance,
    size,
    sha256: wholeSha256,
    sampleSha256: sha256,
    blocks: [...blocks],
    declaredAlphabet: null,
    truth: () => null,
    warnings,
  };
}

/** A generated reference is cut into as many blocks as a sampled file, so that both lose the same at the edges. */
const blockCount = 4;
/** Length of a generated sequence when all of every input is measured. */
const defaultLength = 100_000;

function generated(source: BoundSource, sample: number | "all", seed: number): LoadedInput {
  const n = Math.min(sample === "all" ? defaultLength : sample, source.length);
  const symbols = allocateSymbols(n, source.alphabetSize);
  const filled = source.open(Random.fromSeed(seed)).fill(symbols);
  let end = 0;
  const segmentEnds = equalShares(filled, blockCount).map((length) => {
    end += length;
    return end;
  });
  const bytes = bytesOf(symbols.subarray(0, filled));
  return {
    sequence: {
      symbols: symbols.subarray(0, filled),
      alphabetSize: source.alphabetSize,
      segmentEnds: segmentEnds.filter((at, i) => at > (segmentEnds[i - 1] ?? 0)),
      encoding: "bytes",
      decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
      byteLength: bytes.length,
      label: (symbol) => source.label?.(symbol) ?? String(symbol),
    },
    bytes,
    provenance: { kind: "recipe", recipe: source.recipe, seed },
    size: null,
    sha256: null,
    sampleSha256: createHash("sha256").update(bytes).digest("hex"),
    blocks: [],
    declaredAlphabet: source.ofText ? null : source.alphabetSize,
    truth: () => source.truth(),
    warnings: [],
  };
}

/** One byte a symbol for alphabets up to 256, else two or four, little-endian as all platforms of Node are. */
function bytesOf(symbols: Symbols): Uint8Array {
  return new Uint8Array(symbols.buffer, symbols.byteOffset, symbols.byteLength);
}
