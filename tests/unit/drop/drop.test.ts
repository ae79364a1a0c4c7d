import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lookAt } from "../../../site/drop/look.ts";
import { linkOf, readLink, type Seen } from "../../../site/drop/seen.ts";
import { Random } from "../../../src/core/random.ts";
import { bytesSource } from "../../../src/input/byte-source.ts";
import { packageModels } from "../../../src/run/likenesses.ts";

const random = Random.fromSeed(1);
const noise = Uint8Array.from({ length: 5000 }, () => Math.floor(256 * random.uniform()));
const text = new TextEncoder().encode(
  Array.from({ length: 300 }, () => `line ${random.uniform().toFixed(4)} of a text\n`).join(""),
);

async function seenOf(name: string, bytes: Uint8Array): Promise<Seen[]> {
  const models = await packageModels();
  let seen: Seen = {
    ...{ name, size: bytes.length, sentence: "", made: "", n: 0, point: null, sections: [], profile: [] },
  };
  return Array.from(lookAt(name, bytesSource(bytes, [bytes.length]), models), (part) => {
    seen = { ...seen, ...part };
    return seen;
  });
}

/** Two sections. */
const both = await seenOf("<b>naïve</b> ☃.txt", Buffer.concat([text, noise]));

describe("looking at a file", () => {
  test("sections come first, then a hollow point, then all of it", () => {
    const [sections, first, placed, last] = both;
    expect([sections!.n, sections!.sections.length]).toEqual([0, 2]);
    expect([first!.n, first!.point!.measured]).toEqual([8192, false]);
    expect([placed!.n, placed!.point!.measured]).toEqual([text.length + noise.length, true]);
    expect(last!.made).toMatch(/^2 sections\./);
  });

  test.each([
    ["nothing", 0],
    ["three bytes", 3],
    ["499 bytes", 499],
  ])("%s is too short, and the sentence says so", async (_, n) => {
    const last = (await seenOf("short", noise.subarray(0, n))).at(-1)!;
    expect(last.sentence).toContain(`Too short to place: ${n} symbols, needs 500.`);
    expect(last.point).toBeNull();
  });
});

describe("links", () => {
  test("hold the results, and nothing of the file", () => {
    const last = both.at(-1)!;
    const link = linkOf(last)!;
    const read = readLink(`#${link}`)!;
    expect(link.length).toBeLessThan(4000);
    expect(read).toMatchObject({ name: last.name, sentence: last.sentence, made: last.made, n: last.n });
    expect(read.point).toEqual(last.point);
    expect(read.sections.map(({ from, what }) => [from, what])).toEqual(
      last.sections.map(({ from, what }) => [from, what]),
    );
    expect(readLink(linkOf(read)!)).toEqual(read);
    expect(Buffer.from(link.slice(5), "base64url").toString()).not.toContain("of a text");
  });

  test("without results there is none, and other addresses show nothing", () => {
    const none: Seen = {
      ...{ name: "a", size: 1, sentence: "", made: "", n: 0, point: null, sections: [], profile: [] },
    };
    expect(linkOf(none)).toBeNull();
    expect(readLink("")).toBeNull();
    expect(readLink("#the-map")).toBeNull();
  });

  test("damaged ones are refused, whatever they hold", () => {
    const link = linkOf(both.at(-1)!)!;
    const known = JSON.parse(Buffer.from(link.slice(5), "base64url").toString());
    const packed = (value: unknown) => `seen=${Buffer.from(JSON.stringify(value)).toString("base64url")}`;
    const wrong = [
      ...["seen=", "seen=%%%", "seen=e30", `seen=${"A".repeat(40_000)}`, link.slice(0, -9)],
      ...[null, [], 7, { ...known, v: 2 }, { ...known, size: -1 }, { ...known, name: 7 }].map(packed),
      ...[
        { ...known, sentence: "a".repeat(601) },
        { ...known, profile: "x" },
      ].map(packed),
      packed({ ...known, point: { x: { value: 1e9, ends: null } } }),
      packed({ ...known, sections: [[1, 0, known.size + 1, null, "beyond its end"]] }),
      packed({ ...known, sections: [[1, 0, 5, "chaos", "no regime"]] }),
    ];
    for (const one of wrong) expect(() => readLink(one), one.slice(0, 80)).toThrow("The link is damaged.");
  });

  test("of any bytes are read or refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), (letters, value) => {
        for (const body of [letters, Buffer.from(JSON.stringify(value)).toString("base64url")]) {
          let fault = "";
          try {
            expect(readLink(`#seen=${body}`)).toBeNull();
          } catch (error) {
            fault = (error as Error).message;
          }
          expect(fault).toBe("The link is damaged.");
        }
      }),
      { numRuns: 200 },
    );
  });
});
