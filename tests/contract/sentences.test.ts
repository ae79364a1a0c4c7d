import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Sample } from "../../src/results/report.ts";
import { verdictSentence } from "../../src/spectrum/verdict-sentence.ts";

/** All measured samples that the package has: corpora, and recipes at seven lengths. */
const data = fileURLToPath(new URL("../../data/", import.meta.url));
const measured = readdirSync(data)
  .filter((file) => file === "corpora.json" || /^references-\d+\.json$/.test(file))
  .flatMap((file) => {
    const { corpora, references } = JSON.parse(readFileSync(`${data}${file}`, "utf8"));
    return Object.values<Sample>(corpora ?? references).map((sample) => [file, sample] as const);
  })
  .filter(([, { spectrum }]) => spectrum?.randomness.status === "ok");

const units: Readonly<Record<string, number>> = { bit: 1, bits: 1, kbit: 1e3, Mbit: 1e6 };

/** Numbers of a phrase such as "17 to 71 % predictable", and whether rounding them says less than they do. */
function said(
  sentence: string,
  phrase: RegExp,
): { values: number[]; isBelow: boolean; unit: string } | undefined {
  const found = phrase.exec(sentence);
  if (found === null) return undefined;
  const [, text, unit = ""] = found;
  return { values: [...text!.matchAll(/[\d.]+/g)].map(Number), isBelow: text!.includes("under"), unit };
}

/** Half a unit in the second digit, which sentences round to. */
const rounding = (value: number) => 0.5 * 10 ** Math.floor(Math.log10(Math.max(1e-9, Math.abs(value))) - 1);

describe.each(measured)("what the sentence says of %s", (_, sample) => {
  const spectrum = sample.spectrum!;
  const sentence = verdictSentence(sample, spectrum);
  const { verdict, copies, certificates } = spectrum;
  const numbers = (one: "randomness" | "rate" | "structure") => {
    const coordinate = spectrum[one];
    if (coordinate.status !== "ok") throw new Error(`${one} is undefined`);
    return coordinate;
  };

  test(`is what its numbers say: ${sample.name}`, () => {
    const [x, rate, structure] = [numbers("randomness"), numbers("rate"), numbers("structure")];
    const isIn = (
      { values, isBelow }: { values: number[]; isBelow: boolean },
      value: number,
      step: number,
    ) => {
      const [least, most] = [isBelow ? 0 : values[0]!, values.at(-1)!];
      expect(value, sentence).toBeGreaterThanOrEqual(least - step);
      expect(value, sentence).toBeLessThanOrEqual(most + step);
    };
    const predictable = said(sentence, /((?:under )?[\d.]+(?: to [\d.]+)?) % predictable/);
    if (predictable !== undefined) isIn(predictable, 100 * (1 - x.value), 0.51);
    const news = said(sentence, /((?:under )?[\d.]+(?: to [\d.]+)?) bits? of new information/);
    if (news !== undefined) isIn(news, rate.value, 1.01 * rounding(rate.value));
    const learned = said(sentence, /([\d.]+(?: (?:bits?|kbit))?(?: to [\d.]+)?) (bits?|kbit|Mbit) learned/);
    if (learned !== undefined && !/ (?:bits?|kbit) to /.test(sentence))
      isIn(
        learned,
        structure.value / units[learned.unit]!,
        1.01 * rounding(structure.value / units[learned.unit]!),
      );

    if (/^Too short to tell \w+ from \w+/.test(sentence)) expect(verdict.regime).toBe("undecided");
    else expect(sentence.toLowerCase().startsWith(verdict.regime)).toBe(true);
    if (/no order found|no pattern in/.test(sentence)) {
      expect(verdict.regime).toBe("noise");
      expect(copies).toBeNull();
      // No code that was fixed before saves bits on the order.
      for (const { against, log2P } of certificates)
        if (against === "exchangeable") expect(log2P).toBeGreaterThan(-10);
    }
    if (sentence.includes("the most there can be")) expect(x.value).toBeGreaterThan(0.99);
    if (copies !== null) expect(sentence).toMatch(/copies of itself|over and over/);
  });
});
