import { shuffled } from "../../src/math/sampling.ts";
import { type Maker, padded, type RogueKind, rogue } from "./rogue.ts";

/** What is left to come can be told from what came, and that is all. */
const pattern = ["pattern", "undecided"] as const;

/** Things of a kind, each once, in random order. */
const once =
  (count: number, write: (i: number, chance: () => number) => string): Maker =>
  (random, size) => {
    const order = shuffled(
      Uint32Array.from({ length: count }, (_, i) => i),
      (bound) => random.below(bound),
    );
    const text = Array.from(order, (i) => write(i, () => random.uniform())).join("");
    return new TextEncoder().encode(text).subarray(0, size);
  };

/** Things of a kind that are put in a new order again and again. */
const again =
  (count: number, write: (i: number) => string): Maker =>
  (random, size) => {
    const parts: string[] = [];
    for (let length = 0; length < size; length += parts.at(-1)!.length) {
      const order = shuffled(
        Uint32Array.from({ length: count }, (_, i) => i),
        (bound) => random.below(bound),
      );
      parts.push(Array.from(order, write).join(""));
    }
    return new TextEncoder().encode(parts.join("")).subarray(0, size);
  };

const letter = (i: number) => String.fromCharCode(65 + i);

/** Draws without replacement. */
export const onceEach: RogueKind = {
  kind: "things that come once each",
  rogues: [
    rogue("whole numbers up to 20 000, shuffled", pattern, once(20_000, (i) => `${i + 1}\n`)),
    rogue("all words of four hexadecimal digits, shuffled", pattern, once(65_536, (i) => `${i.toString(16).padStart(4, "0")}\n`)),
    rogue("keys that come once, and random values", pattern, once(12_000, (i, chance) => `${padded(i, 5)},${Math.floor(chance() * 100)}\n`)),
    rogue("all words of three letters, shuffled", pattern, once(17_576, (i) => `${letter(Math.floor(i / 676))}${letter(Math.floor(i / 26) % 26)}${letter(i % 26)}\n`)),
    rogue("identifiers that come once, as JSON", pattern, once(9000, (i, chance) => `${JSON.stringify({ id: i, ok: chance() < 0.5 })}\n`)),
    rogue("places of a board, shuffled", pattern, once(16_384, (i) => `${i >> 7} ${i & 127}\n`)),
    rogue("places in a cube of lines, shuffled", pattern, once(15_625, (i) => `${Math.floor(i / 625)},${Math.floor(i / 25) % 25},${i % 25}\n`)),
    rogue("pairs of a letter and a number, each once", pattern, once(17_576, (i) => `${letter(i % 26)}: ${100 + Math.floor(i / 26)}\n`)),
    rogue("seats of all rows of many halls, as they are sold", pattern, once(18_000, (i) => `hall ${letter(i % 20)} row ${Math.floor(i / 20) % 30} seat ${Math.floor(i / 600)}\n`)),
    rogue("a pack of cards, shuffled again and again", pattern, again(52, (i) => `${"23456789TJQKA"[i >> 2]}${"CDHS"[i & 3]} `)),
    rogue("lines of the first hundred numbers in random order", pattern, again(100, (i) => `${padded(i, 2)} `)),
    rogue("half of the numbers of five digits, shuffled", pattern, once(90_000, (i) => `${10_000 + i}\n`)),
    rogue("days of a hundred years, shuffled", pattern, once(36_525, (i) => `${new Date(i * 86_400_000).toISOString().slice(0, 10)}\n`)),
  ],
}; // biome-ignore format: a rogue a line
