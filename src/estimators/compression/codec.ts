import type { EstimationContext } from "../../core/estimator.ts";
import { type Outcome, undefinedBecause } from "../../core/measurement.ts";

/** A code whose library may be absent. */
export interface Codec<Settings> {
  readonly name: string;
  /** @throws Error of the library */
  open(): Promise<OpenCodec<Settings> | { readonly reason: string }>;
}

/** A code that is ready to run. */
export interface OpenCodec<Settings> {
  /** name and version of what does the work */
  readonly library: string;
  compress(bytes: Uint8Array, settings: Settings): Promise<Uint8Array>;
  decompress(code: Uint8Array, length: number): Promise<Uint8Array>;
}

/** Size of a code in bytes and what made it, or why there is none. */
type Coded = { readonly size: number; readonly library: string } | { readonly reason: string };

/** Libraries are opened once. */
const opened = new WeakMap<object, Promise<unknown>>();
/** Rate and ratio ask for the same code. */
const known = new WeakMap<Uint8Array, Map<string, Promise<Coded>>>();

/**
 * Size of the code of the sampled bytes, headers counted; what was coded is decoded and compared.
 *
 * @param numberOf the answer, of the size of the code in bytes
 * @returns undefined where the library is absent
 * @throws Error of the library, or when decoding does not give the bytes back
 */
export async function codedOutcome<Settings extends Record<string, unknown>>(
  { bytes }: EstimationContext,
  codec: Codec<Settings>,
  settings: Settings,
  numberOf: (size: number) => number,
): Promise<Outcome> {
  const runs = known.get(bytes) ?? new Map<string, Promise<Coded>>();
  known.set(bytes, runs);
  const key = codec.name + JSON.stringify(settings);
  const run = runs.get(key) ?? codedSize(bytes, codec, settings);
  runs.set(key, run);
  const coded = await run;
  if ("reason" in coded) return undefinedBecause(coded.reason);
  return { shape: "scalar", value: numberOf(coded.size), parameters: { library: coded.library } };
}

/**
 * Size of the code of some bytes, header counted; what was coded is decoded and compared.
 *
 * @throws Error of the library, or when decoding does not give the bytes back
 */
export async function codedSize<Settings>(
  bytes: Uint8Array,
  codec: Codec<Settings>,
  settings: Settings,
): Promise<Coded> {
  const opening = (opened.get(codec) as ReturnType<Codec<Settings>["open"]>) ?? codec.open();
  opened.set(codec, opening);
  const coder = await opening;
  if ("reason" in coder) return coder;
  const compressed = await coder.compress(bytes, settings);
  const again = await coder.decompress(compressed, bytes.length);
  if (Buffer.compare(again, bytes) !== 0) throw new Error(`${coder.library} does not give the bytes back`);
  return { size: compressed.length, library: coder.library };
}
