import { describe, expect, it } from "vitest";
import { quantities } from "../../../src/core/quantities.ts";
import { findTerms, glossary, namesOf, termOf } from "../../../src/results/glossary.ts";

describe("glossary", () => {
  it("has an entry for every quantity, under its id, with its unit", () => {
    for (const [id, { title, symbol, unit }] of Object.entries(quantities))
      expect(termOf(id)).toMatchObject({ term: title, symbol, unit });
  });

  it("has ids of its own for all, and sees only terms that exist", () => {
    expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
    for (const { see } of glossary) for (const id of see) expect(termOf(id).id).toBe(id);
    expect(() => termOf("nonsense")).toThrow(RangeError);
  });

  it("says whole sentences", () => {
    for (const { text } of glossary) expect(text).toMatch(/^\S[\s\S]{15,}[.]$/);
  });

  it("finds each term by each of its names", () => {
    for (const term of glossary) for (const name of namesOf(term)) expect(findTerms(name)).toContain(term);
  });

  it.each([
    ["growth", ["growth"]],
    ["growth-exponent", ["exponent"]],
    ["Vertical Axis", ["growth"]],
    ["b", ["exponent", "heapsExponent"]],
    ["open-ended", ["structure-verdict"]],
    ["h", ["entropyRate"]],
    ["H", ["hurstExponent"]],
    ["h(k)", ["entropyGain"]],
    ["entropy-rate", ["entropyRate"]],
    ["ENTROPYRATE", ["entropyRate"]],
    ["C_mu", ["statisticalComplexity"]],
    ["dS", ["structureBeyondShuffle"]],
    ["ΔS", ["structureBeyondShuffle"]],
    ["S", ["structure"]],
    ["l(M)", ["heldOutRate"]],
    ["rung", ["shannon-ladder"]],
    ["--sample", ["sample"]],
    ["nonsense", []],
  ])("%s is %j", (name, ids) => {
    expect(findTerms(name).map(({ id }) => id)).toEqual(ids);
  });
});
