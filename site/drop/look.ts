import { defaultSample, defaultSeed } from "../../src/core/constants.ts";
import { Random } from "../../src/core/random.ts";
import { bytes as asBytes } from "../../src/encodings/bytes.ts";
import { foundSections } from "../../src/features/sections/found-sections.ts";
import type { ByteSource } from "../../src/input/byte-source.ts";
import { planBlocks } from "../../src/input/sample-plan.ts";
import { containerProbeLength, containerWarnings } from "../../src/input/sniff-container.ts";
import type { LikenessModels } from "../../src/models/likeness-models.ts";
import type { Like } from "../../src/results/report.ts";
import { worded } from "../../src/run/reported.ts";
import { likenessOf } from "../../src/spectrum/likeness.ts";
import { sentencesOf } from "../../src/spectrum/sentences.ts";
import { placed } from "../playground/measured.ts";
import { pointOfSpectrum } from "../playground/road.ts";
import type { Seen } from "./seen.ts";

/** Bytes of a file whose sections are found at once; of a larger one they come last. */
const smallFile = 33_554_432;
/** Symbols of the first look, which is there before a person wonders. */
const firstLook = 8192;

/**
 * What `mesoscope sections FILE` and `mesoscope FILE` find of a file that is not unpacked: parts of it first, then all.
 *
 * @throws InputError when the source cannot be read; RangeError when memory cannot be had
 * Cost: that of the two commands, and of a first look at 8,192 bytes.
 */
export function* lookAt(name: string, source: ByteSource, models: LikenessModels): Generator<Partial<Seen>> {
  const { size } = source;
  const like = sampleOf(source, defaultSample).like(models);
  const quick = size > smallFile ? {} : sectionsOf(name, source, models, true);
  yield { ...quick, sentence: like.status === "ok" ? `Like ${like.title}.` : "" };
  if (size > firstLook) {
    const { point, ...first } = placeOf(name, source, like, firstLook);
    yield { ...first, point: point && { ...point, measured: false } };
  }
  yield placeOf(name, source, like, defaultSample);
  yield sectionsOf(name, source, models, false);
}

function sectionsOf(name: string, source: ByteSource, models: LikenessModels, quick: boolean) {
  const { size, sections, profile, sentence } = foundSections(
    name,
    source,
    { level: "usual", quick },
    models,
  );
  return { name, size, sections, profile, made: sentence };
}

/** The sample that the command takes. */
function sampleOf(source: ByteSource, most: number) {
  const blocks = planBlocks(source.size, most, Random.fromSeed(defaultSeed));
  const sequence = asBytes.encode(blocks.map(({ offset, length }) => source.read(offset, length)));
  const bytes = sequence.symbols as Uint8Array;
  return { blocks, sequence, bytes, like: (models: LikenessModels) => likenessOf(bytes, sequence, models) };
}

function placeOf(name: string, source: ByteSource, like: Like, most: number) {
  const { size } = source;
  const { blocks, sequence, bytes } = sampleOf(source, most);
  const n = bytes.length;
  const drawn = { share: size === 0 ? 1 : n / size, cut: blocks.length > 1 };
  const { spectrum, ...sample } = placed(sequence, bytes, drawn);
  const warnings = containerWarnings(source.read(0, containerProbeLength), name).map(worded);
  const sentence = sentencesOf({ ...sample, like, size, blocks, warnings }, spectrum);
  return { n, sentence, point: pointOfSpectrum(spectrum) };
}
