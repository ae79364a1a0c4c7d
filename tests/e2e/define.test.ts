import { describe, expect, it } from "vitest";
import { quantities } from "../../src/core/quantities.ts";
import { glossary } from "../../src/results/glossary.ts";
import { runCli } from "./run-cli.ts";

describe("mesoscope define", () => {
  it("explains a term with its unit and what else to ask", async () => {
    const { status, out, err } = await runCli(["define", "growth"]);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Quantities\n {2}growth, G {2}Bits learned from the last doubling/);
    expect(out).toContain("unit: bit");
    expect(out).toContain("see: exponent of growth, learning curve, border, tail");
  });

  it.each(["S", "dS", "l(M)", "h", "E", "C_mu", "interval", "bound", "ranked", "budget", "rung"])(
    "knows %s",
    async (term) => {
      expect(await runCli(["define", term])).toMatchObject({ status: 0, err: "" });
    },
  );

  it("takes words of one term, and several terms", async () => {
    const ids = async (...names: string[]) =>
      JSON.parse((await runCli(["define", ...names, "-f", "json"])).out).map(({ id }: { id: string }) => id);
    expect(await ids("learning", "curve")).toEqual(["learningCurve"]);
    expect(await ids("noise", "order", "noise")).toEqual(["noise", "order"]);
  });

  it("lists every term, a line each", async () => {
    const { out } = await runCli(["define"]);
    for (const { term } of glossary) expect(out).toContain(`  ${term}`);
    expect(out.split("\n").filter((line) => line.startsWith("  "))).toHaveLength(glossary.length);
  });

  it("prints rows and JSON", async () => {
    const csv = (await runCli(["define", "S", "-f", "csv"])).out;
    expect(csv).toMatch(/^term,symbol,unit,group,text,also,see,reference\r?\nstructure,S,bit,/);
    const lines = (await runCli(["define", "-f", "ndjson"])).out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(glossary.map(({ id }) => id));
    expect((await runCli(["define", "growth", "-f", "md"])).out).toContain("| growth");
  });

  it("has the words of the table of quantities", async () => {
    const { out } = await runCli(["define", "excessEntropy", "-f", "json"]);
    expect(JSON.parse(out)[0].text).toBe(quantities.excessEntropy.definition);
  });

  it.each([
    ["groth", `"groth" is not in the glossary. Did you mean "growth"`],
    ["surogate", `"surogate" is not in the glossary. Did you mean "surrogate"`],
    ["qqqqqqqq", `"qqqqqqqq" is not in the glossary; mesoscope define lists its terms`],
  ])("refuses %s in one line that names the nearest terms", async (word, message) => {
    const { status, out, err } = await runCli(["define", word]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});
