import type { Random } from "../../src/core/random.ts";
import type { Regime } from "../../src/results/report.ts";

/** An everyday input, made from a seed, and what it may be called. */
export interface Rogue {
  readonly name: string;
  /** verdicts that say nothing wrong of it, decided before it was ever measured */
  readonly may: readonly Regime[];
  /**
   * @param random a stream of its own
   * @param size about how many bytes; a text may have fewer
   */
  make(random: Random, size: number): Uint8Array;
}

/** Rogues of one kind. */
export interface RogueKind {
  readonly kind: string;
  readonly rogues: readonly Rogue[];
}

/** What makes an input of a given size. */
export type Maker = Rogue["make"];

export const rogue = (name: string, may: readonly Regime[], make: Maker): Rogue => ({ name, may, make });

const encoder = new TextEncoder();

/** Lines until there are enough bytes. */
export function lines(line: (random: Random, i: number) => string, head = ""): Maker {
  return (random, size) => {
    const parts = [head];
    let length = head.length;
    for (let i = 0; length < size; i++) {
      const text = `${line(random, i)}\n`;
      parts.push(text);
      length += text.length;
    }
    return encoder.encode(parts.join("")).subarray(0, size);
  };
}

/** One text without line feeds, from pieces. */
export function pieces(piece: (random: Random, i: number) => string): Maker {
  return (random, size) => {
    const parts: string[] = [];
    let length = 0;
    for (let i = 0; length < size; i++) {
      const text = piece(random, i);
      parts.push(text);
      length += text.length;
    }
    return encoder.encode(parts.join("")).subarray(0, size);
  };
}

/** A byte at each place. */
export function bytes(byteAt: (random: Random, i: number) => number): Maker {
  return (random, size) => Uint8Array.from({ length: size }, (_, i) => byteAt(random, i));
}

/** Another input behind a header. */
export function behind(header: (random: Random, size: number) => ArrayLike<number>, make: Maker): Maker {
  return (random, size) => {
    const first = Uint8Array.from(header(random, size));
    const rest = make(random, size - first.length);
    const all = new Uint8Array(first.length + rest.length);
    all.set(first);
    all.set(rest, first.length);
    return all;
  };
}

export const noiseBytes = (random: Random, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => random.below(256));

export const pick = <T>(random: Random, from: ArrayLike<T>): T => from[random.below(from.length)]!;

/** A string of random characters of some. */
export const letters = (random: Random, count: number, from: string): string =>
  Array.from({ length: count }, () => pick(random, from)).join("");

export const padded = (value: number, width: number, base = 10): string =>
  value.toString(base).padStart(width, "0");

export const ascii = (text: string): Uint8Array => encoder.encode(text);

/** A normal draw. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
