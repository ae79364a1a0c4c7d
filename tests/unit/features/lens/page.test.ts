import { expect, test } from "vitest";
import { renderLensHtml } from "../../../../src/features/lens/page.ts";
import { type LensReader, readLens } from "../../../../src/features/lens/read-lens.ts";

const bits = [0, 0.04, 0.0417, 1, 21.2, 400, Number.NaN];
const costs = (bytes: Uint8Array) => Float32Array.from(bytes, (_, i) => bits[i % bits.length]!);

async function pageOf(name: string, reader: LensReader, size = 7) {
  const lens = readLens({ name, bytes: Buffer.from("abcdefg"), size, version: "1.2.3" }, reader);
  const html = await renderLensHtml(lens);
  const data = JSON.parse(/<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)![1]!);
  return { html, data };
}

test("a page has the text, its costs in twelfths of a bit, and where it is from", async () => {
  const { html, data } = await pageOf("a b.txt", { kind: "losses", name: "l's.csv", costs }, 99);
  expect(data).toMatchObject({
    kind: "lens",
    command: "mesoscope lens 'a b.txt' --losses 'l'\\''s.csv' -o lens.html",
    circumstances: [
      ["mesoscope", "1.2.3"],
      ["input", "a b.txt"],
      ["bytes", "the first 7 of 99"],
      ["read by", "l's.csv"],
    ],
    unmeasured: [],
    text: true,
    bytes: Buffer.from("abcdefg").toString("base64"),
  });
  expect([...Buffer.from(data.costs, "base64")]).toEqual([0, 0, 1, 12, 254, 254, 255]);
  expect(data.spans.map(({ kind }: { kind: string }) => kind)).toEqual(["like the rest"]);
  expect(data.summary).toMatch(/ · 70\.\d+ bit\/byte · mesoscope 1\.2\.3$/);
  expect(Object.keys(data.definitions)).toEqual(["noise", "order", "copy", "unlike"]);
  for (const { title, text } of Object.values<{ title: string; text: string }>(data.definitions))
    expect(`${title}: ${text}`).toMatch(/^\w.*: \w.*\.|^\w.*: \w.* \w+$/);
  for (const id of ["lens", "lens-legend", "lens-place", "lens-spans"]) expect(html).toContain(`id="${id}"`);
  expect(html).toContain("<title>a b.txt");
});

test("the command names who reads, unless it is the observer", async () => {
  const commandBy = async (reader: LensReader) => (await pageOf("a", reader)).data.command;
  expect(await commandBy({ kind: "observer" })).toBe("mesoscope lens a -o lens.html");
  const nothing = (of: Uint8Array) => new Float32Array(of.length).fill(Number.NaN);
  const { data } = await pageOf("a", { kind: "losses", name: "l", costs: nothing });
  expect(data.summary).toBe("l has no losses of these bytes. · mesoscope 1.2.3");
  expect(data.circumstances[2]).toEqual(["bytes", "7"]);
});
