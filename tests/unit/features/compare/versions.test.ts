import { describe, expect, it, test } from "vitest";
import { versionOf } from "../../../../src/features/compare/versions.ts";
import { randomBytes, wordyText } from "../../../e2e/fixtures.ts";

const text = Buffer.from(wordyText(40_000));
const added = Buffer.from("# a sentence that nobody wrote before #");
const lineAt = (offset: number) => text.subarray(0, offset).toString().split("\n").length;

describe("versions of a text", () => {
  it("are identical only with equal bytes", () => {
    expect(versionOf(text, Buffer.from(text))).toMatchObject({ identical: true, newBytes: 0, goneBytes: 0 });
    expect(versionOf(text, text.subarray(1))).toMatchObject({ identical: false, newBytes: 0 });
  });

  test.each([0, 17_000, 40_000])("what is added at byte %i is new, and the rest is not", (at) => {
    const found = versionOf(text, Buffer.concat([text.subarray(0, at), added, text.subarray(at)]));
    const places = [{ offset: at, bytes: added.length, line: lineAt(at) }];
    expect(found).toMatchObject({ newBytes: added.length, newPlaces: places, goneBytes: 0, gonePlaces: [] });
  });

  it("of which one lacks a passage", () => {
    const lacking = Buffer.concat([text.subarray(0, 9000), text.subarray(9100)]);
    const whole = Buffer.concat([text.subarray(0, 9000), randomBytes(100), text.subarray(9100)]);
    expect(versionOf(whole, lacking)).toMatchObject({
      newBytes: 0,
      goneBytes: 100,
      gonePlaces: [{ offset: 9000, bytes: 100, line: lineAt(9000) }],
    });
  });

  it("of data that are no text have places by bytes alone", () => {
    const noise = randomBytes(5000);
    const longer = Buffer.concat([noise.subarray(0, 3000), randomBytes(90, 256, 0, 2), noise.subarray(3000)]);
    expect(versionOf(noise, longer)).toMatchObject({ newPlaces: [{ offset: 3000, bytes: 90, line: null }] });
  });

  it("whose parts are in another order have nothing new", () => {
    const turned = Buffer.concat([text.subarray(20_000), text.subarray(0, 20_000)]);
    expect(versionOf(text, turned)).toMatchObject({ newBytes: 0, goneBytes: 0 });
  });

  it("of which one says something new twice have it as new twice", () => {
    const twice = Buffer.concat([text, randomBytes(500), text.subarray(0, 1000), randomBytes(500)]);
    expect(versionOf(text, twice)).toMatchObject({ newBytes: 1000, goneBytes: 0 });
  });

  it("list the first place and the longest, in order", () => {
    const pieces = Array.from({ length: 30 }, (_, i) => [
      text.subarray(1000 * i, 1000 * (i + 1)),
      randomBytes(30 + i, 26, 97, i + 1),
    ]);
    const { newBytes, newPlaces } = versionOf(text, Buffer.concat(pieces.flat()))!;
    expect(newPlaces).toHaveLength(10);
    expect(newPlaces[0]!.offset).toBeLessThan(1031);
    expect(newPlaces.map(({ offset }) => offset)).toEqual(
      newPlaces.map(({ offset }) => offset).sort((a, b) => a - b),
    );
    const made = 30 * 30 + 435;
    // A letter beside an insertion may agree by chance.
    expect(Math.abs(newBytes - made)).toBeLessThan(0.1 * made);
  });
});

it.each([
  ["another text of the same words", text, Buffer.from(wordyText(40_000, 2))],
  ["noise", text, randomBytes(40_000)],
  ["a log of another day", Buffer.from(log(1)), Buffer.from(log(2))],
  [
    "a text with a fifth of it",
    text,
    Buffer.concat([text.subarray(0, 8000), Buffer.from(wordyText(32_000, 3))]),
  ],
  ["sentences in another order, with other words between them", sentences(1), sentences(7)],
  ["what repeats itself", text, Buffer.concat(Array(20).fill(randomBytes(2000)))],
  ["nothing", text, new Uint8Array(0)],
  ["nothing and nothing", new Uint8Array(0), new Uint8Array(0)],
  ["one byte", Buffer.from("a"), Buffer.from("b")],
])("%s is no version", (_, a, b) => {
  expect(versionOf(a, b)).toBeNull();
});

/** Lines that share long agents, but no times and sizes. */
function log(day: number): string {
  const numbers = randomBytes(4000, 100, 0, day);
  const agents = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
    "curl/8.1 (a tool that transfers data)",
  ];
  return Array.from(
    { length: 900 },
    (_, i) =>
      `10.0.${numbers[i]}.${numbers[i + 900]} [0${day}/Dec ${100 + i}] "GET /${numbers[i + 1800]}" 200 ${numbers[i + 2700]} "${agents[numbers[i]! % 2]}"\n`,
  ).join("");
}

/** Sentences that both have, in an order of their own. */
function sentences(step: number): Buffer {
  const own = (i: number) => randomBytes(100, 26, 97, 1 + ((i * step) % 199));
  return Buffer.concat(
    Array.from({ length: 199 }, (_, i) => [own(i), randomBytes(40, 26, 65, 1000 * step + i)]).flat(),
  );
}
