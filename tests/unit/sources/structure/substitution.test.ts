import { describe, expect, it } from "vitest";
import { bind, take } from "../support.ts";

describe("substitution", () => {
  it.each([
    ["thue-morse", "[01,10]"],
    ["fibonacci", "[01,0]"],
    ["period-doubling", "[01,00]"],
    ["tribonacci", "[01,02,0]"],
  ])("knows %s", async (id, images) => {
    const [named, given] = [
      await bind(`${id}(offset=77)`),
      await bind(`substitution(images=${images}, offset=77)`),
    ];
    expect(take(given, 20_000)).toEqual(take(named, 20_000));
    const [a, b] = [named.truth(), given.truth()];
    expect(b.excessEntropy?.status).toBe("infinite");
    expect((b.symbolEntropy as { value: number }).value).toBeCloseTo(
      (a.symbolEntropy as { value: number }).value,
      12,
    );
  });

  it.each([
    ["[01,01]", 2],
    ["[aba,bab]", 2],
    ["[aa]", 1],
    ["[abcab,cab,cabc]", 3],
    ["[0110,1001]", "none"],
    ["[012,02,1]", "none"], // Thue's ternary word, free of squares
    ["[0102,1020,2010]", "none"],
  ])("of images %s has the period %s", async (images, period) => {
    const { excessEntropy } = (await bind(`substitution(images=${images})`)).truth();
    if (period === "none") expect(excessEntropy?.status).toBe("infinite");
    else expect(excessEntropy).toMatchObject({ status: "exact", value: Math.log2(period as number) });
    // By counting: a word with period p has p factors of every length from p on; without one, more each time.
    const text = take(await bind(`substitution(images=${images})`), 20_000).join("");
    const factors = (k: number) =>
      new Set(Array.from({ length: 19_000 }, (_, i) => text.slice(i, i + k))).size;
    if (period === "none") expect(factors(41)).toBeGreaterThan(factors(40));
    else expect([factors(40), factors(41)]).toEqual([period, period]);
  });

  it("has the letters it says", async () => {
    const source = await bind("substitution(images=[abc,ab,a])");
    const counts = [0, 0, 0];
    for (const symbol of take(source, 1_000_000)) counts[symbol] = (counts[symbol] as number) + 1;
    const direct = counts.reduce((sum, count) => sum - (count / 1e6) * Math.log2(count / 1e6), 0);
    expect((source.truth().symbolEntropy as { value: number }).value).toBeCloseTo(direct, 4);
    expect([0, 1, 2].map((symbol) => source.label(symbol))).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["[ab,a,c]", "not primitive"],
    ["[ab]", "1 images for 2 letters"],
    ["[ba,a]", 'must start with "a" and have more letters'],
    ["[a,ab]", 'must start with "a" and have more letters'],
  ])("refuses %s", async (images, message) => {
    await expect(bind(`substitution(images=${images})`)).rejects.toThrow(message);
  });
});
