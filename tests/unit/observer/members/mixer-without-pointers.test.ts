import { describe, expect, it } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { alphabetTree } from "../../../../src/observer/members/alphabet-tree.ts";
import { ContextMixer, type MixerOptions } from "../../../../src/observer/members/context-mixer.ts";
import { textClasses } from "../../../../src/observer/members/mixer-alphabet.ts";
import { mixerModel, mixerSettings } from "../../../../src/observer/members/mixer-profiles.ts";
import { MixerKernel } from "../../../../src/wasm/mixer-kernel.ts";
import { numberExperts } from "../../../../src/wasm/mixer-settings.ts";
import { digest } from "../../../digest.ts";

const codes = Array.from({ length: 256 }, (_, i) => i);

/** Sentences of a few words, some of which come again. */
const text = (() => {
  const random = Random.fromSeed(4);
  const words = ["whale", "ship", "sea", "captain", "Ahab", "the", "of", "harpoon"];
  let written = "";
  while (written.length < 1500) written += `${words[random.below(8)]}${random.below(7) === 0 ? ".\n" : " "}`;
  return new TextEncoder().encode(written).subarray(0, 1500);
})();

describe("pointers to earlier text", () => {
  it("are left out, and the mixer codes as the kernel without them", () => {
    const tree = alphabetTree(text, 256);
    const model = { ...mixerModel("standard", "text"), experts: numberExperts };
    const settings = mixerSettings(model, text.length, tree.nodes + 1);
    const alphabet = { size: 256, tree, ...textClasses(codes) };
    const probabilities = new Float64Array(text.length);
    new MixerKernel(text, alphabet, settings).code(0, text.length, 0, true, (some, at) =>
      probabilities.set(some, at),
    );
    expect(digest([probabilities])).toBe("28313d51d2127f44");
    // A bit says that all these bytes are no records.
    const bits = probabilities.reduce((sum, p) => sum - Math.log2(p), tree.headerBits + 1);
    const mixer = new ContextMixer(text, 256, { codes, withoutPointers: true });
    const losses = new Float64Array(text.length);
    mixer.code(0, text.length, 0, true, losses);
    expect(losses.reduce((sum, loss) => sum + loss, mixer.headerBits)).toBeCloseTo(bits, 6);
  });

  it("bring what nothing else can: a lag beyond every context", () => {
    const random = Random.fromSeed(9);
    const symbols = new Uint8Array(20_000);
    for (let i = 0; i < symbols.length; i++) {
      const fresh = i < 300 || random.uniform() < 0.2;
      symbols[i] = fresh ? random.below(2) : symbols[i - 300]!;
    }
    const rate = (options: MixerOptions) => {
      const losses = new Float64Array(symbols.length);
      new ContextMixer(symbols, 2, options).code(0, symbols.length, 0, true, losses);
      return losses.reduce((sum, loss) => sum + loss, 0) / symbols.length;
    };
    // A bit differs from the one 300 before with probability .1: h = .469 bits; to all else it is noise of one bit.
    expect(Math.abs(rate({}) - 0.469)).toBeLessThan(0.05);
    expect(Math.abs(rate({ withoutPointers: true }) - 1)).toBeLessThan(0.05);
  });
});
