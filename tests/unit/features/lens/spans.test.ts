import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { cases } from "../../../../scripts/lens-cases.mjs";
import { Random } from "../../../../src/core/random.ts";
import { copiedLater, findCopies } from "../../../../src/features/lens/copies.ts";
import { type LensReader, readLens } from "../../../../src/features/lens/read-lens.ts";
import { restCosts } from "../../../../src/features/lens/rest-costs.ts";
import { lensReportSchema } from "../../../../src/results/lens-schema.ts";

const random = Random.fromSeed(1);
const words = Array.from({ length: 400 }, () =>
  Array.from({ length: 2 + random.below(7) }, () => String.fromCharCode(97 + random.below(26))).join(""),
);
/** Sentences of words of a Zipf-like law. */
function prose(bytes: number): Buffer {
  let text = "";
  while (text.length < bytes) {
    const rank = Math.floor(words.length ** (random.below(1000) / 1000)) - 1;
    text += `${words[rank]}${random.below(9) === 0 ? ".\n" : " "}`;
  }
  return Buffer.from(text.slice(0, bytes));
}
const noise = (bytes: number) => Uint8Array.from({ length: bytes }, () => random.below(256));

function lens(bytes: Uint8Array, reader: LensReader = { kind: "observer" }) {
  const { report, bits } = readLens({ name: "x", bytes, size: bytes.length, version: "0" }, reader);
  return { report: lensReportSchema.parse(report), bits };
}
const kinds = (bytes: Uint8Array) => lens(bytes).report.spans.map(({ kind }) => kind);

describe("spans", () => {
  it("cover the text in order, and their bits are those of its bytes", () => {
    const bytes = Buffer.concat([prose(6000), noise(900), prose(6000)]);
    const { report, bits } = lens(bytes);
    const ends = report.spans.map(({ end }) => end.offset);
    expect(report.spans.map(({ start }) => start.offset)).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(bytes.length);
    for (const { start, end, bits: paid } of report.spans)
      expect(bits.subarray(start.offset, end.offset).reduce((sum, one) => sum + one, 0)).toBeCloseTo(paid, 6);
    expect(report.experts.reduce((sum, one) => sum + one.bytes, 0)).toBe(bytes.length);
    expect(report.bits).toBeCloseTo(
      bits.reduce((sum, one) => sum + one, 0),
      6,
    );
  });

  it("find another script in English, and English in another script", () => {
    /** Letters of two bytes in place of those of one. */
    const cyrillic = (text: Buffer) =>
      Buffer.from(
        text.toString().replaceAll(/[a-z]/g, (a) => String.fromCharCode(0x430 + a.charCodeAt(0) - 97)),
      );
    const around = (before: Buffer, within: Buffer, after: Buffer) => {
      const { report } = lens(Buffer.concat([before, within, after]));
      const found = report.spans.filter(({ kind }) => kind === "unlike the rest");
      expect(found).toHaveLength(1);
      const [{ start, end }] = found as [(typeof found)[0]];
      return [start.offset - before.length, end.offset - before.length - within.length] as const;
    };
    for (const off of around(prose(15_000), cyrillic(prose(2000)), prose(15_000)))
      expect(Math.abs(off)).toBeLessThanOrEqual(64);
    // A letter of ASCII costs little more than two bytes of the others: ends are less certain.
    const [first, last] = around(cyrillic(prose(15_000)), prose(2000), cyrillic(prose(15_000)));
    expect(Math.max(first, -last)).toBeLessThanOrEqual(1000);
    expect(Math.max(-first, last)).toBeLessThanOrEqual(64);
  });

  it("find noise to the byte or two, and say nothing of plain text", () => {
    expect(kinds(prose(12_000))).toEqual(["like the rest"]);
    const [, found] = lens(Buffer.concat([prose(6000), noise(900), prose(6000)])).report.spans;
    expect(found!.kind).toBe("noise");
    expect(Math.abs(found!.start.offset - 6000)).toBeLessThan(16);
    expect(Math.abs(found!.end.offset - 6900)).toBeLessThan(16);
  });

  // Stretches of 521 to 785 bytes, of which few pairs of bytes are known.
  it.for([113, 114, 148, 162])("find a short stretch of another language in speeches, seed %d", (seed) => {
    const name = "another language in English speeches";
    const { bytes, start, end } = cases[name].make(Random.fromSeed(seed).fork(name));
    const found = lens(bytes).report.spans.filter(
      (span) => span.kind === "unlike the rest" && span.end.offset > start && span.start.offset < end,
    );
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.start.offset - start)).toBeLessThan(64);
    expect(Math.abs(found[0]!.end.offset - end)).toBeLessThan(64);
  });

  // The script goes on with identifiers as long as sentences, or with other code that costs more than most.
  it.for([3008, 3040, 3043])("part prose from what is expensive beside it in a script, seed %d", (seed) => {
    const name = "English prose in a script";
    const { bytes, start, end } = cases[name].make(Random.fromSeed(seed).fork(name));
    const found = lens(bytes).report.spans.find(
      (span) => span.kind === "unlike the rest" && span.end.offset > start && span.start.offset < end,
    )!;
    expect(Math.abs(found.start.offset - start)).toBeLessThan(64);
    expect(Math.abs(found.end.offset - end)).toBeLessThan(64);
  });

  // Longer strings than of three bytes would know the incident by itself.
  it("find an incident in a log though its lines repeat themselves", () => {
    const log = execFileSync(process.execPath, ["scripts/gallery-log.mjs"]);
    const { spans } = lens(log).report;
    const found = spans.filter(({ kind }) => kind === "unlike the rest");
    expect(found).toMatchObject([{ start: { line: 901 }, end: { line: 941, column: 1 } }]);
  });

  it("find base64 among text, where entropy of windows hardly rises", () => {
    const secret = Buffer.from(Buffer.from(noise(900)).toString("base64"));
    const [, found] = lens(Buffer.concat([prose(6000), secret, prose(6000)])).report.spans;
    expect(found!.kind).toBe("noise");
    expect(Math.abs(found!.start.offset - 6000)).toBeLessThan(64);
    expect(Math.abs(found!.end.offset - 7200)).toBeLessThan(64);
  });

  it("say where a copy comes from, though its source was read later the second time", () => {
    const text = prose(9000);
    const bytes = Buffer.concat([text.subarray(0, 5000), text.subarray(1000, 1800), text.subarray(5000)]);
    const { report, bits } = lens(bytes);
    const copy = report.spans.find(({ kind }) => kind === "copy")!;
    expect(copy.copyOf!.offset + 5000 - copy.start.offset).toBe(1000);
    expect(Math.abs(copy.start.offset - 5000)).toBeLessThan(8);
    const source = bits.subarray(1000, 1800).reduce((sum, one) => sum + one, 0);
    expect(source).toBeGreaterThan(5 * copy.bits);
  });

  it("call a constant order, noise noise, and both where they are side by side", () => {
    expect(kinds(Buffer.alloc(5000, 65))).toEqual(["order"]);
    expect(kinds(noise(5000))).toEqual(["noise"]);
    expect(kinds(Buffer.concat([noise(3000), Buffer.alloc(3000)]))).toEqual(["noise", "order"]);
  });

  it("keep to what there is of texts of no bytes, one, and two", () => {
    expect(lens(new Uint8Array(0)).report).toMatchObject({ spans: [], bits: 0, rate: null, lines: 0 });
    expect(kinds(Uint8Array.of(65))).toEqual(["like the rest"]);
    expect(kinds(Uint8Array.of(65, 66))).toEqual(["like the rest"]);
  });

  it("are of losses alone where these are given, and leave out bytes without any", () => {
    const bytes = prose(4000);
    const costs = (of: Uint8Array) => Float32Array.from(of, (_, i) => (i < 2000 ? 2 + (i % 3) : Number.NaN));
    const { report } = lens(bytes, { kind: "losses", name: "l", costs });
    expect(report.rate).toBeCloseTo(3, 2);
    expect(report.experts).toEqual([]);
  });
});

describe("copies", () => {
  it("are equal to their sources but where they say that they were changed", () => {
    const text = prose(3000);
    const again = Buffer.from(text.subarray(500, 1500));
    again[400] = 0;
    const bytes = Buffer.concat([text, again]);
    const copies = findCopies(bytes);
    const last = copies.at(-1)!;
    expect(last).toMatchObject({ end: 4000, changed: 1 });
    for (const { start, end, source, changed } of copies) {
      let different = 0;
      for (let i = start; i < end; i++) if (bytes[i] !== bytes[i - start + source]) different++;
      expect(different).toBe(changed);
      expect(source).toBeLessThan(start);
    }
  });

  it("are found wherever they end, to the last byte", () => {
    const bytes = noise(600);
    for (let n = 500; n <= bytes.length; n++) {
      const text = bytes.slice(0, n);
      text.copyWithin(n - 24, 10, 34);
      expect(findCopies(text)).toEqual([{ start: n - 24, end: n, source: 10, changed: 0 }]);
      text[n - 1]! ^= 1;
      expect(findCopies(text)).toEqual([]);
    }
  });

  it("mark what comes again among what is read before, though it be a copy of a copy", () => {
    const marked = (copies: Parameters<typeof copiedLater>[0]) => [...copiedLater(copies, 5)];
    expect(marked([{ start: 6, end: 9, source: 1, changed: 0 }])).toEqual([0, 1, 1, 1, 0]);
    expect(marked([{ start: 3, end: 7, source: 0, changed: 0 }])).toEqual([1, 0, 1, 1, 0]);
    expect(marked([{ start: 11, end: 14, source: 0, changed: 0 }])).toEqual([0, 0, 0, 0, 0]);
    const twice = [
      { start: 2, end: 4, source: 0, changed: 0 },
      { start: 8, end: 10, source: 2, changed: 0 },
    ];
    expect(marked(twice)).toEqual([1, 1, 1, 1, 0]);
    expect(marked([{ start: 2, end: 10, source: 0, changed: 0 }])).toEqual([1, 1, 1, 1, 1]);
  });
});

it("costs of the rest leave each place out: what occurs once is new", () => {
  const costs = restCosts(Buffer.from(`${"ab".repeat(200)}z`));
  expect(costs[200]!).toBeLessThan(0.1);
  expect(costs[400]!).toBeGreaterThan(8);
});
