import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate, InputError, RecipeError, UsageError } from "../../../src/index.ts";
import { temporaryFolder } from "../../e2e/run-cli.ts";

const lengths = (recipe: string, length: number) =>
  [...generate(recipe, length)].map((chunk) => chunk.length);

describe("generate", () => {
  it("gives chunks that end where they should", () => {
    expect(lengths("even", 0)).toEqual([]);
    expect(lengths("even", 1)).toEqual([1]);
    expect(lengths("even", 65_536)).toEqual([65_536]);
    expect(lengths("even", 65_537)).toEqual([65_536, 1]);
  });

  it("gives arrays of the alphabet that belong to the reader", () => {
    const chunks = [...generate("uniform(alphabet=300)", 200_000)];
    expect(chunks[0]).toBeInstanceOf(Uint16Array);
    expect(chunks[0]).not.toEqual(chunks[1]);
    expect(chunks[0]!.buffer).not.toBe(chunks[1]!.buffer);
  });

  it("starts anew with each loop, and gives to for await what it gives to for", async () => {
    const generated = generate("golden-mean", 100_000, { seed: 7 });
    const chunks = [...generated];
    expect([...generated]).toEqual(chunks);
    const waited = [];
    for await (const chunk of generated) waited.push(chunk);
    expect(waited).toEqual(chunks);
    expect([...generate("golden-mean", 100_000, { seed: 8 })]).not.toEqual(chunks);
  });

  it("never ends on request", () => {
    let n = 0;
    for (const chunk of generate("even", Number.POSITIVE_INFINITY)) {
      n += chunk.length;
      if (n > 500_000) break;
    }
    expect(n).toBeGreaterThan(500_000);
  });

  it("reads files with for await, and says so", async () => {
    const path = join(temporaryFolder(), "a.txt");
    writeFileSync(path, "hello");
    const generated = generate(`file("${path}")`);
    expect(() => [...generated]).toThrow("use for await");
    expect(Buffer.from((await generated.collect()).symbols).toString()).toBe("hello");
    await expect(generate(`file("${path}")`, 9).collect()).rejects.toThrow("has only 5 symbols");
    await expect(generate(`file("${path}.no")`, 9).collect()).rejects.toThrow(InputError);
  });

  it("says what is wrong at once", () => {
    expect(() => generate("evn", 1)).toThrow(RecipeError);
    expect(() => generate("", 1)).toThrow(RecipeError);
    for (const recipe of [undefined, null, 7, {}])
      expect(() => generate(recipe as never, 1)).toThrow(new UsageError("recipe takes a text"));
    expect(() => generate("even")).toThrow("is infinite");
    for (const length of [-1, 1.5, Number.NaN]) expect(() => generate("even", length)).toThrow(UsageError);
    expect(() => generate("even", 1, { seed: -1 })).toThrow(UsageError);
  });

  it("ends with its signal", async () => {
    const controller = new AbortController();
    let n = 0;
    const loop = async () => {
      for await (const chunk of generate("even", 1e9, { signal: controller.signal })) {
        n += chunk.length;
        if (n > 200_000) controller.abort(new Error("enough"));
      }
    };
    await expect(loop()).rejects.toThrow("enough");
    expect(n).toBeLessThan(400_000);
  });
});
