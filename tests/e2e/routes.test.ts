import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { analyze, generate, type Input } from "../../src/index.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const folder = temporaryFolder();
const n = 20_000;

/** Numbers and the verdict; not what depends on the bytes of a symbol. */
const placeOf = (spectrum: unknown) => {
  const { unit: _, ...place } = spectrum as Record<string, unknown>;
  return place;
};

test.each([
  "rudin-shapiro",
  "champernowne(base=2)",
  "liouville",
  "thue-morse",
  "uniform(alphabet=2)",
  "golden-mean",
])(
  "%s has one place as a recipe, symbols, bytes, a file, a pipe, digits, and digits in lines",
  async (recipe) => {
    const { symbols } = await generate(recipe, n).collect();
    const digits = Array.from(symbols).join("");
    const lines = digits.replaceAll(/.{80}/g, "$&\n");
    writeFileSync(join(folder, "digits.txt"), digits);
    writeFileSync(join(folder, "lines.txt"), lines);
    const place = async (input: Input) => placeOf((await analyze(input, { sample: n })).row.spectrum);
    const piped = async (stdin: string) => {
      const { stdout } = await runCli(["-", "-f", "json", "--no-cache", "--sample", String(n)], { stdin });
      return placeOf(JSON.parse(String(stdout)).samples[0].spectrum);
    };
    const usual = await place({ recipe });
    expect(await place({ symbols, alphabetSize: 2 }), "symbols").toEqual(usual);
    expect(await place(Uint8Array.from(symbols)), "bytes").toEqual(usual);
    expect(await place(digits), "digits").toEqual(usual);
    expect(await place({ path: join(folder, "digits.txt") }), "a file").toEqual(usual);
    expect(await piped(digits), "a pipe").toEqual(usual);
    expect(
      placeOf((await analyze({ path: join(folder, "lines.txt") }, { sample: "all" })).row.spectrum),
      "lines",
    ).toEqual(usual);
  },
);
