import { expect, test } from "vitest";
import { InputError } from "../../../../src/core/errors.ts";
import { openState, sealState } from "../../../../src/estimators/memo/state-envelope.ts";

const payload = Uint8Array.of(1, 2, 3, 250);

test("opens what was sealed, wherever it lies in a buffer", () => {
  const sealed = sealState("TEST", 3, payload);
  expect(sealed.length).toBe(9 + 4);
  const moved = new Uint8Array(40).fill(7);
  moved.set(sealed, 11);
  expect(openState("TEST", 3, moved.subarray(11, 24))).toEqual(payload);
  expect(openState("TEST", 0, sealState("TEST", 0, new Uint8Array(0))).length).toBe(0);
});

test("every flipped bit and every cut is noticed", () => {
  const sealed = sealState("TEST", 3, payload);
  for (let bit = 0; bit < 8 * sealed.length; bit++) {
    const damaged = sealed.slice();
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => openState("TEST", 3, damaged)).toThrow(InputError);
  }
  for (let length = 0; length < sealed.length; length++) {
    expect(() => openState("TEST", 3, sealed.subarray(0, length))).toThrow(InputError);
  }
});

test("says what is wrong", () => {
  const sealed = sealState("TEST", 3, payload);
  expect(() => openState("ELSE", 3, sealed)).toThrow('is no state of "ELSE"');
  expect(() => openState("TEST", 4, sealed)).toThrow("is of version 3, not 4");
});
