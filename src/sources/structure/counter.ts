import * as z from "zod";
import { defineSource } from "../../core/source.ts";
import { closedForm } from "../../core/truth.ts";
import { lawEntropy } from "../../statistics/entropy.ts";
import { cycleSource } from "./cycle-source.ts";

const newline = 10;

export const counter = defineSource({
  id: "counter",
  group: "structure",
  title: "counter",
  summary: "Lines with 0, 1, 2, ... up to the largest number of the given digits, then again from 0.",
  reference: "Cover & Thomas 2006, Elements of Information Theory, ch. 14 (simple, yet of many words)",
  params: z.strictObject({
    digits: z.int().min(1).max(6).default(4).describe("digits of the largest number"),
    from: z.int().min(0).max(999_999).optional().describe("number on the first line; random when absent"),
  }),
  example: "counter(digits=4)",
  bind({ digits, from }) {
    const numbers = 10 ** digits;
    const { place, digitCount } = lineStart(numbers, (from ?? 0) % numbers);
    const period = digitCount + numbers;
    // Written with leading zeros every digit would occur as often as every other.
    const each = (digits * numbers) / 10;
    const counts = [digitCount - 9 * each, ...new Array<number>(9).fill(each), numbers];
    const symbolEntropy = closedForm(
      lawEntropy(counts.map((count) => count / period)),
      "shares of the digits",
    );
    let cycle: Uint8Array | undefined;
    const symbols = () => {
      cycle ??= writeLines(numbers, period);
      return cycle;
    };
    return {
      ...cycleSource(
        { alphabetSize: 11, period, symbols, symbolEntropy },
        from === undefined ? undefined : place,
        "log2 of the symbols until it begins again",
      ),
      label: (symbol) => (symbol === newline ? "\n" : String(symbol)),
    };
  },
});

/** Symbols before the line of a number, and digits of all numbers. */
function lineStart(numbers: number, from: number): { place: number; digitCount: number } {
  let place = from;
  let digitCount = numbers;
  for (let least = 10; least < numbers; least *= 10) {
    place += Math.max(0, from - least);
    digitCount += numbers - least;
  }
  return { place: place + from, digitCount };
}

function writeLines(numbers: number, period: number): Uint8Array {
  const cycle = new Uint8Array(period);
  for (let number = 0, at = 0; number < numbers; number++) {
    for (const digit of String(number)) cycle[at++] = Number(digit);
    cycle[at++] = newline;
  }
  return cycle;
}
