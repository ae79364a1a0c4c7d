/** Bytes of a small linear congruential generator, `alphabet` values from 0; the same on every machine. */
export function randomBytes(length: number, seed: number, alphabet = 256): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = (state >>> 16) % alphabet;
  }
  return bytes;
}

/** Texts on which counters tend to fail: none, one, fewer than a gram, block edges, periodic, constant, all values. */
export const edgeTexts: readonly (readonly [string, Uint8Array])[] = [
  ["no byte", new Uint8Array(0)],
  ["one byte", Uint8Array.of(255)],
  ["two bytes", Uint8Array.of(0, 255)],
  ["three bytes", Uint8Array.of(1, 2, 3)],
  ["seven bytes", randomBytes(7, 1)],
  ["eight bytes", randomBytes(8, 2)],
  ["nine bytes", randomBytes(9, 3)],
  ["constant zero", new Uint8Array(1000)],
  ["constant 255", new Uint8Array(1001).fill(255)],
  ["period 3", Uint8Array.from({ length: 1000 }, (_, i) => i % 3)],
  ["all values in order", Uint8Array.from({ length: 256 }, (_, i) => i)],
  ["two letters", randomBytes(5000, 5, 2)],
  ["random", randomBytes(70_001, 6)],
];
