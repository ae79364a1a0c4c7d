import type { EncodedSequence } from "../../core/encoding.ts";
import { Random } from "../../core/random.ts";
import { bytes as byteEncoding } from "../../encodings/bytes.ts";
import type { CorpusRoots } from "../../input/corpora/corpus-roots.ts";
import { recipeWorld } from "../../input/recipe-world.ts";
import { bytesOf } from "../../run/generated-sequence.ts";
import { bindRecipe } from "../../sources/recipe.ts";
import { hierarchy } from "./ideal-learners.ts";
import { readAll, type TimedReading } from "./measures.ts";
import { benchSources } from "./sources.ts";
import { madeText, transformations } from "./transformations.ts";

/** A sample to measure: of a source, or of a text after a transformation. */
export interface BenchTask {
  /** name of a source, or recipe of a text */
  readonly subject: string;
  readonly transformation: string | null;
  /** symbols, or bytes of the text before the transformation */
  readonly n: number;
  readonly seed: number;
  /** measures */
  readonly ids: readonly string[];
  readonly corpora: CorpusRoots;
}

/** The results of the measures on a sample, and its learnable bits. */
export interface BenchResult {
  /** null for a text */
  readonly truth: { readonly learned: number; readonly half: number } | null;
  readonly reads: Readonly<Record<string, TimedReading>>;
}

/** The text that needs no corpus. */
export const builtInText = "made";

/** Runs a task. @throws InputError where a corpus is not installed */
export async function measureStructure(task: BenchTask): Promise<BenchResult> {
  const { subject, transformation, n, seed } = task;
  const ids = new Set(task.ids);
  if (transformation === null) {
    const source = benchSources.find(({ name }) => name === subject)!;
    const { symbols, learned } = await source.draw(seed, n);
    const sequence: EncodedSequence = {
      ...{ symbols, alphabetSize: source.alphabetSize, segmentEnds: [n], byteLength: symbols.byteLength },
      ...{ encoding: "bytes", label: String },
      decoding: { charset: null, byteOrderMark: false, invalidCount: 0, firstInvalidOffset: null },
    };
    const truth = { learned: learned(n), half: learned(n >> 1) };
    return { truth, reads: await readAll(sequence, bytesOf(symbols), seed, ids) };
  }
  const text = await textOf(task);
  const random = Random.fromSeed(seed).fork(transformation);
  const changed = transformations.find(({ id }) => id === transformation)!.apply(text, random);
  return { truth: null, reads: await readAll(byteEncoding.encode([changed]), changed, seed, ids) };
}

/** The beginning of the second third of a text: titles and licences come first. */
async function textOf({ subject, n, corpora }: BenchTask): Promise<Uint8Array> {
  if (subject === builtInText)
    return madeText(hierarchy(0.7, 0.45).draw(Random.fromSeed(1).fork(builtInText), n).symbols);
  const { text } = await bindRecipe(subject, recipeWorld(corpora, "."));
  const start = Math.min(Math.floor(text!.length / 3), Math.max(0, text!.length - n));
  return text!.slice(start, start + n);
}
