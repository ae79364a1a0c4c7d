import { expect, test } from "vitest";
import {
  isBinary,
  isText,
  plainClasses,
  textClasses,
} from "../../../../src/observer/members/mixer-alphabet.ts";

const codesOf = (text: string) => Array.from(text, (character) => character.codePointAt(0)!);

test("a text has eight different letters at least, of any script, and gaps between its words", () => {
  for (const gap of [" ", "\n"])
    for (const letters of ["abcdefgh", "ABCDEFGH", "abcdEFGH", "azAZ\u0080\u00ff\u0100\u{1f600}"]) {
      expect([gap, letters, isText(codesOf(letters + gap))]).toEqual([gap, letters, true]);
      expect(isText(codesOf(letters.slice(1) + gap))).toBe(false);
      expect(isText(codesOf(`${letters}\t.,`))).toBe(false);
    }
  // What stands beside letters and digits in ASCII is none.
  expect(isText(codesOf("@[`{/:09abcdefg \n"))).toBe(false);
  expect(isText([])).toBe(false);
});

test("binary data are bytes with four different control characters at least that texts have not", () => {
  expect(isBinary([0, 1, 2, 3])).toBe(true);
  expect(isBinary([31, 30, 28, 26, 65, 255])).toBe(true);
  expect(isBinary([0, 1, 2, 9, 10, 11, 12, 13, 27, 32, 127])).toBe(false);
  expect(isBinary([0, 1, 2, 3, 256])).toBe(false);
  expect(isBinary([])).toBe(false);
});

test("letters, line ends and digits are distinguished, letters without their case", () => {
  const { classes, folded } = textClasses(codesOf("@AZ[`az{/09:\n\t \u007f\u0080\u0416"));
  expect([...classes]).toEqual([0, 1, 1, 0, 0, 1, 1, 0, 0, 3, 3, 0, 2, 0, 0, 0, 1, 1]);
  expect([...folded]).toEqual(codesOf("@az[`az{/09: \t \u007f\u0080\u0416"));
});

test("symbols that mean nothing are of one class, and each is itself", () => {
  const { classes, folded } = plainClasses(4);
  expect([[...classes], [...folded]]).toEqual([
    [0, 0, 0, 0],
    [0, 1, 2, 3],
  ]);
});
