import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { alphabetTree } from "../../../../src/observer/members/alphabet-tree.ts";
import { ContextMixer } from "../../../../src/observer/members/context-mixer.ts";
import { textClasses } from "../../../../src/observer/members/mixer-alphabet.ts";
import {
  type MixerPart,
  mixerModel,
  mixerParts,
  mixerSettings,
  modelWithout,
} from "../../../../src/observer/members/mixer-profiles.ts";
import { MixerKernel } from "../../../../src/wasm/mixer-kernel.ts";
import { mixerFeatures } from "../../../../src/wasm/mixer-settings.ts";
import { MixerReference } from "../../../references/mixer.ts";

const { symbol, order, folded, word, wordBefore, wordBeforeThat, column, shape, field, above, open } =
  mixerFeatures;
const codes = Array.from({ length: 256 }, (_, i) => i);

/** Sentences of a few words, some of which come again. */
const text = (() => {
  const random = Random.fromSeed(4);
  const words = ["whale", "ship", "sea", "captain", "Ahab", "the", "of", "harpoon"];
  let written = "";
  while (written.length < 1500) written += `${words[random.below(8)]}${random.below(7) === 0 ? ".\n" : " "}`;
  return new TextEncoder().encode(written).subarray(0, 1500);
})();

function bitsWithout(without: readonly MixerPart[]): number {
  const mixer = new ContextMixer(text, 256, { codes, without });
  const losses = new Float64Array(text.length);
  mixer.code(0, text.length, 0, true, losses);
  return losses.reduce((sum, loss) => sum + loss, mixer.headerBits);
}

describe("parts of a mixer", () => {
  it("are left out of the standard model of text", () => {
    const model = mixerModel("standard", "text");
    const contextsWithout = (part: MixerPart) => modelWithout(model, part)?.contexts;
    const first = open | symbol(1);
    const orders = [first, order(2), order(3), order(4), folded(6)];
    const words = [word | symbol(1), word | wordBefore, word | wordBeforeThat];
    const sparse = [
      ...[column | symbol(1), field | above | symbol(1)],
      ...[shape | symbol(1), symbol(2) | symbol(3)],
    ];
    expect(contextsWithout("orders")).toEqual([first, ...words, ...sparse]);
    expect(modelWithout(model, "orders")?.orders).toBe(1);
    expect(contextsWithout("words")).toEqual([...orders, ...sparse]);
    expect(contextsWithout("sparse")).toEqual([...orders, ...words]);
    expect(modelWithout(model, "copies")).toEqual({ ...model, experts: 4 });
    expect(modelWithout(model, "lag")).toEqual({ ...model, experts: 3 });
  });

  it("are left out of the model of records, whose features have other numbers", () => {
    const model = mixerModel("standard", "records");
    const left = (part: MixerPart) => modelWithout(model, part)!.contexts.length;
    expect(model.contexts.length - left("words")).toBe(2);
    expect(left("sparse")).toBe(model.orders + 2);
    expect(modelWithout(model, "orders")?.records).toBe(true);
  });

  it("are known to be absent", () => {
    const model = mixerModel("standard", "symbols");
    expect(modelWithout(model, "words")).toBeUndefined();
    expect(modelWithout(model, "sparse")).toBeUndefined();
    const bare = modelWithout(modelWithout(model, "copies")!, "lag")!;
    expect(bare.experts).toBe(0);
    expect(modelWithout(bare, "lag")).toBeUndefined();
    expect(modelWithout(modelWithout(bare, "orders")!, "orders")).toBeUndefined();
  });

  it.each(mixerParts)("without %s the kernel still equals its twin to the bit", (part) => {
    const tree = alphabetTree(text, 256);
    const model = modelWithout(mixerModel("standard", "text"), part)!;
    const settings = mixerSettings(model, text.length, tree.nodes + 1);
    const alphabet = { size: 256, tree, ...textClasses(codes) };
    const probabilities = new Float64Array(text.length);
    new MixerKernel(text, alphabet, settings).code(0, text.length, 0, true, (some, at) =>
      probabilities.set(some, at),
    );
    expect(probabilities).toEqual(new MixerReference(text, alphabet, settings).code(0, text.length, 0, true));
    // A bit says that all these bytes are no records.
    const bits = probabilities.reduce((sum, p) => sum - Math.log2(p), tree.headerBits + 1);
    expect(bitsWithout([part])).toBeCloseTo(bits, 6);
  });

  it("bring what nothing else can: a lag beyond every context", () => {
    const random = Random.fromSeed(9);
    const symbols = new Uint8Array(20_000);
    for (let i = 0; i < symbols.length; i++) {
      const fresh = i < 300 || random.uniform() < 0.2;
      symbols[i] = fresh ? random.below(2) : symbols[i - 300]!;
    }
    const rate = (without: readonly MixerPart[]) => {
      const losses = new Float64Array(symbols.length);
      new ContextMixer(symbols, 2, { without }).code(0, symbols.length, 0, true, losses);
      return losses.reduce((sum, loss) => sum + loss, 0) / symbols.length;
    };
    // A bit differs from the one 300 before with probability .1: h = .469 bits; to all else it is noise of one bit.
    expect(Math.abs(rate([]) - 0.469)).toBeLessThan(0.05);
    expect(Math.abs(rate(["lag", "copies"]) - 1)).toBeLessThan(0.05);
  });

  it("are left out together, and once", () => {
    expect(bitsWithout(["words", "words"])).toBe(bitsWithout(["words"]));
    expect(bitsWithout(["words", "lag"])).toBe(bitsWithout(["lag", "words"]));
  });
});
