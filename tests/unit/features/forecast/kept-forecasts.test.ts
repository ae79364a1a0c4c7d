// @module-tag thorough
import { test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { type ForecastOptions, forecast } from "../../../../src/index.ts";
import { keptNumbers } from "../../../kept-numbers.ts";

const random = Random.fromSeed(31);
/** Words of which some are new: there is always more to learn. */
function growing(length: number): string {
  const words: string[] = [];
  let text = "";
  while (text.length < length) {
    const isNew = words.length === 0 || random.uniform() < 0.15;
    words.push(
      isNew
        ? Array.from({ length: 4 + random.below(9) }, () => "ab"[random.below(2)]).join("")
        : words[random.below(words.length)]!,
    );
    text += `${words.at(-1)}${random.below(8) === 0 ? ".\n" : " "}`;
  }
  return text.slice(0, length);
}
const text = growing(42_000);
const half = text.slice(0, 6000);
const inTwo = half + Array.from({ length: 6000 }, () => "01"[random.below(2)]).join("");

const cases: readonly (readonly [name: string, input: string, options: ForecastOptions])[] = [
  ["of a part, with its parts, graded by the rest", text, { sample: 32_768, selfGrade: true, byPart: true, to: [1.2, 40] }],
  ["too few blocks, in order", half, { sample: 4000, inOrder: true }],
  ["a text and what is unlike it, in order", inTwo, { sample: 6000, inOrder: true }],
  ["too little", "abc", {}],
]; // biome-ignore format: a case a line

const same = keptNumbers(new URL("kept-forecasts.json", import.meta.url));

test.each(cases)("%s: the forecast is what it was", async (name, input, options) => {
  const {
    environment: _,
    tool: __,
    ...document
  } = (await forecast.try(input, { ...options, threads: 0 })).document;
  same(name, document);
});
