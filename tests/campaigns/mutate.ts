import type { Random } from "../../src/core/random.ts";

/** Damages bytes in one of the ways that bytes get damaged: bits flip, parts are lost, doubled, zeroed or from elsewhere. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let damaged = Buffer.from(bytes);
  for (let times = 1 + random.below(3); times > 0 && damaged.length > 0; times--) {
    const at = random.below(damaged.length);
    const length = 1 + random.below(Math.max(1, Math.min(64, damaged.length - at)));
    switch (random.below(7)) {
      case 0:
        damaged[at]! ^= 1 << random.below(8);
        break;
      case 1:
        damaged = damaged.subarray(0, at);
        break;
      case 2:
        damaged = Buffer.concat([damaged.subarray(0, at), damaged.subarray(at + length)]);
        break;
      case 3:
        damaged = Buffer.concat([damaged.subarray(0, at + length), damaged.subarray(at)]);
        break;
      case 4:
        damaged = Buffer.from(damaged).fill(0, at, at + length);
        break;
      case 5: {
        const noise = Buffer.from(Array.from({ length }, () => random.below(256)));
        damaged = Buffer.concat([damaged.subarray(0, at), noise, damaged.subarray(at)]);
        break;
      }
      default:
        damaged = Buffer.from(damaged).fill(0xff, at, at + length);
    }
  }
  return damaged;
}
