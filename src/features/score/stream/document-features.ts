import { mostExpensive } from "../../../math/sums.ts";
import { FrozenModel, type SharedModel } from "../../../models/frozen-model.ts";
import { QuickRate } from "../../../models/quick-rate.ts";
import { Shingles, signatureLength } from "../../../statistics/near-duplicates.ts";

/** Length of the reported span of a document, in bytes. */
export const oddSpan = 64;

/** Documents for one thread. */
export interface FeatureWork {
  /** all documents, concatenated */
  readonly bytes: Uint8Array;
  /** shape (documents,), ascending */
  readonly ends: Uint32Array;
  /** none, the good one, or the good and the bad one */
  readonly models: readonly SharedModel[];
  readonly seed: number;
  readonly wanted: WantedFeatures;
}

/** What to compute; models are always used if there are some. */
export interface WantedFeatures {
  readonly own: boolean;
  readonly odd: boolean;
  readonly signatures: boolean;
}

/** Features of each document, independent of the others. */
export interface Features {
  /** shape (documents x models,): bits under each model */
  readonly modelBits: Float64Array;
  /** shape (documents,): bits of the quick adaptive code */
  readonly ownBits: Float64Array;
  /** shape (documents,): start of the 64 most expensive bytes, under the first model or else the quick code */
  readonly oddStarts: Uint32Array;
  /** shape (documents,): bits of those bytes */
  readonly oddBits: Float64Array;
  /** shape (documents,): 1: it has a signature */
  readonly signed: Uint8Array;
  /** shape (documents x 96,) */
  readonly signatures: Uint16Array;
}

const quick = new QuickRate();
let costs = new Float32Array(65_536);

/**
 * Features of some documents, in order.
 *
 * Cost: 0.2 microseconds a byte.
 */
export async function documentFeatures(work: FeatureWork): Promise<Features> {
  return featuresOf(work);
}

/** The same, synchronously. */
export function featuresOf({ bytes, ends, models, seed, wanted }: FeatureWork): Features {
  const count = ends.length;
  const opened = models.map((model) => new FrozenModel(model));
  const shingles = new Shingles(seed);
  const features = {
    modelBits: new Float64Array(count * models.length),
    ownBits: new Float64Array(count),
    oddStarts: new Uint32Array(count),
    oddBits: new Float64Array(count),
    signed: new Uint8Array(count),
    signatures: new Uint16Array(count * signatureLength),
  };
  let start = 0;
  for (let i = 0; i < count; i++) {
    const document = bytes.subarray(start, ends[i]);
    start = ends[i]!;
    const signature = features.signatures.subarray(i * signatureLength, (i + 1) * signatureLength);
    if (wanted.signatures) features.signed[i] = shingles.sign(document, signature) ? 1 : 0;
    // Doubles the buffer, so that it is not reallocated for each longer document; exact for a large one.
    if (costs.length < document.length)
      costs = new Float32Array(Math.max(document.length, Math.min(2 * costs.length, 1_048_576)));
    for (const [m, model] of opened.entries())
      features.modelBits[i * models.length + m] = model.bits(
        document,
        m === 0 && wanted.odd ? costs : undefined,
      );
    const isOddOwn = wanted.odd && models.length === 0;
    if (wanted.own || isOddOwn) features.ownBits[i] = quick.bits(document, isOddOwn ? costs : undefined);
    if (!wanted.odd) continue;
    const { length } = document;
    const [from, bits] = mostExpensive(costs, 0, length, Math.min(oddSpan, length));
    features.oddStarts[i] = from;
    features.oddBits[i] = bits;
  }
  return features;
}
