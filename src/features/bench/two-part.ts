import { type Codec, codedSize } from "../../estimators/codecs.ts";

/** Prefixes that may be the model: shares of the sample, and none. */
const shares = [0, 1 / 64, 1 / 16, 1 / 4, 1 / 2, 3 / 4];
/** The last quarter, in as many blocks, says what the rest costs who has the model. */
const blocks = 4;
/** Zeros before all: 7-Zip gives PPMd less memory than it needs for short files, and it starts anew when that is full. */
const padding = new Uint8Array(65_536);

/**
 * The model of the shortest two-part code whose models are prefixes: a prefix is sent, and then each block of the rest is coded by
 * itself, after the prefix. Of the code of the prefix that is the model which a block of its length would not cost again.
 *
 * @returns bits of the model, or why there is none
 * @throws Error of the library
 * Cost: that of compressing five copies of each prefix.
 */
export async function twoPartModel<Settings>(
  bytes: Uint8Array,
  codec: Codec<Settings>,
  settings: Settings,
): Promise<number | { readonly reason: string }> {
  const empty = await codedSize(padding, codec, settings);
  if ("reason" in empty) return empty;
  const sizeOf = async (...parts: Uint8Array[]) =>
    ((await codedSize(Buffer.concat([padding, ...parts]), codec, settings)) as { size: number }).size -
    empty.size;
  const length = Math.floor(bytes.length / (4 * blocks));
  const rest = bytes.subarray(bytes.length - blocks * length);
  let best = { total: Number.POSITIVE_INFINITY, model: 0 };
  for (const share of shares) {
    const prefix = bytes.subarray(0, Math.floor(bytes.length * share));
    const sent = prefix.length === 0 ? 0 : await sizeOf(prefix);
    let coded = 0;
    for (let b = 0; b < blocks; b++)
      coded += (await sizeOf(prefix, rest.subarray(b * length, (b + 1) * length))) - sent;
    const perByte = coded / (blocks * length);
    const total = sent + perByte * (bytes.length - prefix.length);
    if (total < best.total) best = { total, model: 8 * (sent - perByte * prefix.length) };
  }
  return best.model;
}
