import { describe, expect, it } from "vitest";
import { bind, sampleText, take } from "../support.ts";

describe("switch", () => {
  it("continues where a source stopped", async () => {
    // The text has no zero bytes, so what is not zero is the text's part.
    const symbols = take(await bind("switch(file(a), coin(p=0), stay=0.8)"), sampleText.length);
    const part = [...symbols].filter((symbol) => symbol !== 0);
    expect(part.length).toBeGreaterThan(50);
    expect(part).toEqual([...sampleText.subarray(0, part.length)]);
  });

  it("has turns of mean length 1 / (1 - stay)", async () => {
    // Constant parts: a change of symbol is a change of side; the standard error of the count is 96.
    const symbols = take(await bind("switch(coin(p=0), coin(p=1), stay=0.99)"), 1_000_000);
    let changes = 0;
    for (let i = 1; i < symbols.length; i++) if (symbols[i] !== symbols[i - 1]) changes++;
    expect(Math.abs(changes - 10_000)).toBeLessThan(5 * Math.sqrt(1_000_000 * 0.01 * 0.99));
  });

  it("changes sides at every symbol for stay=0, and never for stay=1", async () => {
    expect(take(await bind("switch(coin(p=0), coin(p=1), stay=0)"), 100).join("")).toMatch(/^(01)+$|^(10)+$/);
    const sides = Array.from({ length: 30 }, (_, seed) => seed);
    const source = await bind("switch(coin(p=0), coin(p=1), stay=1)");
    const whole = sides.map((seed) => take(source, 200, seed).join(""));
    expect(whole.every((text) => /^(0+|1+)$/.test(text))).toBe(true);
    expect(new Set(whole).size).toBe(2);
  });

  it("ends with the shorter text", async () => {
    const source = await bind("switch(file(a), uniform(alphabet=256), stay=0.5)");
    expect(source.length).toBe(sampleText.length);
    expect(take(source, source.length).length).toBe(sampleText.length);
    await expect(bind("switch(file(a), coin, entry=restart)")).rejects.toThrow("only endless sources");
  });

  it("bounds the rate of parts without machines", async () => {
    expect(
      (await bind("switch(thue-morse, uniform(alphabet=2), stay=0.99)")).truth().entropyRate,
    ).toMatchObject({ status: "bounds", lower: 0.5, upper: 0.5 + 0.0807931358959112 });
  });

  it("keeps the better of two proofs of the rate", async () => {
    const rate = (await bind("switch(periodic(word=abcdefghijklmnopqrstuvwxyz0), uniform)")).truth()
      .entropyRate;
    if (rate?.status !== "bounds") throw new Error("expected bounds");
    // (0 + log2 27)/2 + H2(0.01)
    expect(rate.upper).toBeCloseTo(Math.log2(27) / 2 + 0.0807931358959112, 9);
    expect(rate.lower).toBeGreaterThan(Math.log2(27) / 2 + 0.07);
  });
});

describe("blocks", () => {
  it("alternates at fixed places, from a random phase", async () => {
    const source = await bind("blocks(coin(p=0), coin(p=1), length=3)");
    const starts = new Set(Array.from({ length: 100 }, (_, seed) => take(source, 6, seed).join("")));
    expect([...starts].sort()).toEqual(["000111", "001110", "011100", "100011", "110001", "111000"]);
  });

  it("keeps the phase of a word that is given one", async () => {
    const source = await bind("blocks(periodic(word=01, phase=0), coin(p=1), length=4)");
    for (let seed = 0; seed < 20; seed++)
      expect(take(source, 40, seed).join("")).toContain("11110101111101011111");
  });

  it("has the mean rate whatever the parts are", async () => {
    expect(
      (await bind("blocks(thue-morse, zipf(alphabet=256), length=100)")).truth().entropyRate,
    ).toMatchObject({ status: "exact", value: 6.221680148117175 / 2 });
  });

  it("does not call a mixture of phases one process", async () => {
    const { entropyRate, excessEntropy } = (
      await bind("blocks(periodic(word=01), coin(p=0.5), length=8)")
    ).truth();
    expect(entropyRate).toMatchObject({ status: "exact", value: 0.5 });
    expect(excessEntropy?.status).toBe("unknown");
  });

  it("takes whole turns of a text", async () => {
    const source = await bind("blocks(file(a), coin(p=0), length=10)");
    const turns = Math.floor(sampleText.length / 10);
    expect(source.length).toBe(20 * turns);
    const symbols = take(source, source.length);
    expect([...symbols.subarray(0, 10)]).toEqual([...sampleText.subarray(0, 10)]);
    expect([...symbols.subarray(20, 30)]).toEqual([...sampleText.subarray(10, 20)]);
  });
});

describe("replace", () => {
  it("replaces as often as it says: eps (1 - 1/A) of the symbols change", async () => {
    const eps = 0.3;
    const n = 300_000;
    const changed = take(await bind(`replace(coin(p=0), eps=${eps})`), n).filter(
      (symbol) => symbol !== 0,
    ).length;
    expect(Math.abs(changed - (n * eps) / 2)).toBeLessThan(5 * Math.sqrt(n * 0.15 * 0.85));
  });

  it("has the noise's own rate over a word without entropy", async () => {
    expect((await bind("replace(fibonacci, eps=0.1)")).truth().entropyRate).toMatchObject({
      status: "exact",
      value: 0.28639695711595603,
    });
  });

  it("needs no machine for a long period", async () => {
    const word = Array.from({ length: 3000 }, (_, i) => (i % 7 === 0 || i === 5 ? "1" : "0")).join("");
    expect((await bind(`replace(periodic(word=${word}), eps=0.5)`)).truth().excessEntropy).toMatchObject({
      status: "exact",
      value: Math.log2(3000),
    });
  });

  it("states no truth of an unknown text", async () => {
    expect((await bind("replace(file(a), eps=0.5)")).truth().entropyRate?.status).toBe("unknown");
    expect((await bind("replace(file(a), eps=1)")).truth().entropyRate).toMatchObject({
      status: "exact",
      value: 8,
    });
  });
});
