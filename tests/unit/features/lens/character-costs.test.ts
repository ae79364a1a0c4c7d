import { expect, it } from "vitest";
import { characterCosts } from "../../../../src/features/lens/characters.ts";

const costs = (...bits: number[]) => Float32Array.from(bits);

it("a letter of several bytes has its cost at its last byte", () => {
  const bytes = Buffer.from("abc я d 中 e");
  const told = characterCosts(bytes, new Float32Array(bytes.length).fill(1));
  const known = [1, 1, 1, 1, Number.NaN, 2, 1, 1, 1, Number.NaN, Number.NaN, 3, 1, 1];
  expect([...told]).toEqual(known);
});

it("what is known of one of its bytes alone is not known of a letter", () => {
  const bytes = Buffer.from("abcя");
  expect([...characterCosts(bytes, costs(1, 1, 1, Number.NaN, 5))].slice(3)).toEqual([
    Number.NaN,
    Number.NaN,
  ]);
});

it("costs stay as they are, and are not changed, where there is nothing to add up", () => {
  for (const text of ["plain", "", "Это текст", "中文"]) {
    const bytes = Buffer.from(text);
    const given = Float32Array.from(bytes, (_, i) => i);
    expect(characterCosts(bytes, given)).toBe(given);
    expect([...given]).toEqual([...bytes].map((_, i) => i));
  }
  const broken = Uint8Array.of(0x61, 0xff, 0x62, 0xd1, 0x63, 0xe4, 0xb8);
  const given = new Float32Array(broken.length).fill(2);
  expect(characterCosts(broken, given)).toBe(given);
});
