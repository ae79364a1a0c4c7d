import { describe, expect, it } from "vitest";
import {
  type MixerKind,
  type MixerProfile,
  mixerModel,
  mixerSettings,
  nestedModel,
} from "../../../../src/observer/members/mixer-profiles.ts";
import {
  followerFeatures,
  mixerFeatures,
  numberExperts,
  pointerExperts,
  recordFeatures,
  sampleLaws,
} from "../../../../src/wasm/mixer-settings.ts";

const kinds: readonly MixerKind[] = ["text", "records", "symbols"];
const profiles: readonly MixerProfile[] = ["fast", "standard", "deep"];
const all = kinds.flatMap((kind) =>
  profiles.map((profile) => ({ kind, profile, model: mixerModel(profile, kind) })),
);
const where = (is: (one: (typeof all)[0]) => boolean) =>
  all.filter(is).map(({ kind, profile }) => `${profile} ${kind}`);
const { order, folded, far, open, column, field, above } = mixerFeatures;

describe("models of mixers", () => {
  it("look for what followed before where a context is made of it, and nowhere else", () => {
    const followers = Object.values(followerFeatures).reduce((mask, one) => mask | one, 0);
    // Of symbols that mean nothing the same bits look far back.
    const follows = where(
      ({ kind, model }) => kind !== "symbols" && model.contexts.some((one) => (one & followers) !== 0),
    );
    expect(where(({ model }) => model.thorough === true)).toEqual(follows);
    expect(follows).toEqual(["deep text", "deep records"]);
  });

  it("are of records where these are, and spare buckets where contexts are few and texts long", () => {
    expect(where(({ model }) => model.records === true)).toEqual(where(({ kind }) => kind === "records"));
    expect(where(({ model }) => model.sparing === true)).toEqual(["fast text"]);
    expect(where(({ model }) => model.plain !== undefined || model.experts !== undefined)).toEqual([]);
  });

  it("begin with orders, each longer than the one before, and have no context twice", () => {
    const bitsOf = (mask: number) => [...(mask >>> 0).toString(2)].filter((bit) => bit === "1").length;
    // As many symbols as an order has, or a mask of those before it.
    const lengthOf = (mask: number) => [24, 20, 16, 12].find((k) => mask === far(k)) ?? bitsOf(mask & ~open);
    const isOrder = (mask: number) =>
      [1, 2, 3, 4, 5, 6, 7, 8].some((k) => [order(k), folded(k), open | order(k)].includes(mask)) ||
      lengthOf(mask) >= 12;
    for (const { kind, profile, model } of all) {
      const orders = model.contexts.slice(0, model.orders);
      expect([kind, profile, orders.every(isOrder)]).toEqual([kind, profile, true]);
      const lengths = orders.map(lengthOf);
      expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
      expect(new Set(model.contexts).size).toBe(model.contexts.length);
      expect([3, 5, 7, 11]).toContain(model.sets);
    }
  });

  it("have more contexts the more work they do, and those of a profile below them", () => {
    for (const kind of kinds) {
      const [fast, standard, deep] = profiles.map((profile) => mixerModel(profile, kind));
      expect(standard!.contexts.length).toBeGreaterThan(fast!.contexts.length);
      expect(deep!.contexts).toEqual(expect.arrayContaining([...standard!.contexts]));
      expect(deep!.contexts.length).toBeGreaterThan(standard!.contexts.length);
    }
  });
});

describe("sizes of a mixer", () => {
  const [fast, standard, deep] = profiles.map((profile) => mixerModel(profile, "text"));
  const sizes = (model: typeof fast, n: number, present = 100) => {
    const { matchLength, logBuckets, logMatches, logMaps } = mixerSettings(model!, n, present);
    return [matchLength, logBuckets, logMatches, logMaps];
  };

  it("grow with the sequence between the least and the most", () => {
    // 1.2 log2 n / log2 100 symbols, .28 buckets a context and symbol.
    expect(sizes(standard, 0)).toEqual([7, 10, 10, 8]);
    expect(sizes(standard, 100_000)).toEqual([7, Math.ceil(Math.log2(100_000 * 12 * 0.28)), 17, 15]);
    expect(sizes(standard, 2 ** 40)).toEqual([8, 22, 22, 16]);
    expect(sizes(deep, 2 ** 40)).toEqual([8, 23, 22, 16]);
    expect(mixerSettings(mixerModel("deep", "records"), 2 ** 40, 100).logBuckets).toBe(22);
    expect(sizes(standard, 1_000_000, 2)[0]).toBe(Math.ceil(1.2 * Math.log2(1_000_000)));
    expect(sizes(standard, 2 ** 40, 1)[0]).toBe(32);
  });

  it("of a long text spare buckets where contexts are few", () => {
    const without = { ...fast!, sparing: false };
    for (const [n, spared] of [
      [400_000, 0],
      [30_000_000, 0],
      [1_000_000, 1],
    ] as const)
      expect(sizes(without, n)[1]! - sizes(fast, n)[1]!).toBe(spared);
  });

  it("keep the match that a model asks for", () => {
    expect(sizes({ ...standard!, longMatch: 40 }, 1000)[0]).toBe(40);
    expect(Object.keys(mixerSettings({ ...fast!, longMatch: 40 }, 1000, 2)).sort()).toEqual([
      "contexts",
      "logBuckets",
      "logMaps",
      "logMatches",
      "matchLength",
      "orders",
      "sets",
    ]);
  });
});

describe("a model of some layers", () => {
  it("has contexts up to the longest, columns of its kind, and numbers where these are a layer", () => {
    const columns = { text: [column, field | above], records: [recordFeatures.rowPlace], symbols: [] };
    for (const kind of kinds)
      for (const longest of [1, 2, 4, 8] as const) {
        const { contexts, orders: known, ...rest } = nestedModel(kind, [`contexts-${longest}`], 256)!;
        // There are orders of 1, 2, 3, 4 and 6 symbols, and of 8 where symbols mean nothing.
        const count = longest < 8 ? longest : kind === "symbols" ? 6 : 5;
        expect([kind, longest, known]).toEqual([kind, longest, count]);
        const six = kind === "text" ? folded(6) : order(6);
        expect(contexts).toEqual([
          ...[order(1), order(2), order(3), order(4), six, order(8)].slice(0, count),
          ...columns[kind],
        ]);
        expect(rest).toEqual({ sets: 3, plain: true, records: kind === "records", experts: 0 });
      }
    const { unitAhead, unitPlace, unitNear, unitSlope, gradient, rowSlope, above: aboveRow } = recordFeatures;
    expect(nestedModel("records", ["numbers"], 256)!.contexts).toEqual([
      ...[columns.records[0], unitAhead | unitPlace, unitNear | unitPlace | unitSlope],
      ...[gradient | unitPlace, rowSlope | aboveRow],
    ]);
    expect(nestedModel("records", ["numbers"], 256)!.experts).toBe(numberExperts | sampleLaws);
    const written = nestedModel("text", ["numbers"], 256)!;
    expect([written.contexts, written.experts]).toEqual([columns.text, numberExperts]);
  });

  it("has copies of 128 bits where these are a layer, of text of 24 symbols at least", () => {
    const match = (kind: MixerKind, present: number) => nestedModel(kind, ["copies"], present)!.longMatch;
    expect([match("text", 256), match("text", 16), match("text", 2), match("text", 1)]).toEqual([
      24, 32, 128, 128,
    ]);
    expect([match("symbols", 256), match("records", 100)]).toEqual([16, Math.ceil(128 / Math.log2(100))]);
    expect(nestedModel("text", ["copies"], 256)!.experts).toBe(pointerExperts);
  });

  it("is the standard one where words are a layer, and none where it has nothing", () => {
    const { contexts, orders, sets } = nestedModel("text", ["words", "copies"], 256)!;
    const standard = mixerModel("standard", "text");
    expect([contexts, orders, sets]).toEqual([standard.contexts, standard.orders, 3]);
    expect(nestedModel("symbols", [], 256)).toBeUndefined();
    expect(nestedModel("symbols", ["copies"], 256)).toBeDefined();
  });
});
