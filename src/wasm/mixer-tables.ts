/** Constant tables of the mixer and its twin; they are rounded, so that they are the same everywhere. */
export interface MixerTables {
  /** shape (4096,): ln(p / (1 - p)) at p = (i + 1/2) / 4096 */
  readonly stretch: Float32Array;
  /** shape (3080,): 1 / (1 + exp(-d)) at d = (i - 1536) / 128 */
  readonly squash: Float32Array;
  /** shape (1024,): rate of adaptation of what was seen i times, in 2^-16 */
  readonly rates: Int32Array;
  /** shape (4096,): bin of a probability in 2^-12, 0 to 31 */
  readonly bins: Uint8Array;
  /** shape (32,): probability of a bin in the upper 22 bits, as if it had been met three times */
  readonly cells: Uint32Array;
  /** shape (256,): grade of a count, 0 to 7 */
  readonly grades: Uint8Array;
  /** shape (32,): odd multipliers */
  readonly multipliers: Uint32Array;
}

/** Weight of the prior in the rate of adaptation, as Krichevsky and Trofimov have it. */
const prior = 2;
/** Bins of probabilities are equally wide in the logistic domain, where those that are nearly sure differ most. */
const binsPerUnit = 2.3;

let made: MixerTables | undefined;

/** @returns the tables, made once, since many short texts are read with them */
export function mixerTables(): MixerTables {
  made ??= makeTables();
  return made;
}

function makeTables(): MixerTables {
  return {
    stretch: Float32Array.from({ length: 4096 }, (_, i) => Math.log((i + 0.5) / (4095.5 - i))),
    squash: Float32Array.from({ length: 3080 }, (_, i) => 1 / (1 + Math.exp((1536 - i) / 128))),
    rates: Int32Array.from({ length: 1024 }, (_, i) => Math.round(65_536 / (i + prior))),
    bins: Uint8Array.from({ length: 4096 }, (_, i) => {
      const bin = Math.floor(16 + binsPerUnit * Math.log((i + 0.5) / (4095.5 - i)));
      return Math.max(0, Math.min(31, bin));
    }),
    cells: Uint32Array.from({ length: 32 }, (_, bin) => {
      const probability = 1 / (1 + Math.exp((15.5 - bin) / binsPerUnit));
      return Math.round(4_194_304 * probability) * 1024 + 3;
    }),
    grades: Uint8Array.from({ length: 256 }, (_, i) => (i < 4 ? i : i < 6 ? 4 : i < 12 ? 5 : i < 32 ? 6 : 7)),
    multipliers: multipliers(),
  };
}

/** Odd numbers without a pattern. */
function multipliers(): Uint32Array {
  let state = 12_345;
  return Uint32Array.from({ length: 32 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a_2d39);
    return (mixed ^ (mixed >>> 15)) | 1;
  });
}
