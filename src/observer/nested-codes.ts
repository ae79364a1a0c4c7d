import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { mixtureOf } from "./bayes-mixture.ts";
import { type CodeLayer, codeLayers } from "./code-layers.ts";
import { codeSegments } from "./curves/code-segments.ts";
import type { MemberDefinition } from "./member.ts";
import { type AlphabetTree, alphabetTree } from "./members/alphabet-tree.ts";
import { ContextMixer, contextMixers, mixerKind } from "./members/context-mixer.ts";
import { ContextTrees, contextTreeSizes, contextTreeWeighting } from "./members/context-tree-weighting.ts";
import { linearExpert } from "./members/linear-expert.ts";
import { type MixerKind, nestedModel } from "./members/mixer-profiles.ts";
import { phaseExpert, symbolFrequencies } from "./members/phase-expert.ts";
import { progressionExpert } from "./members/progression-expert.ts";
import { rawCode } from "./members/raw-code.ts";
import { longRepeats, repeatExpert } from "./members/repeat-expert.ts";
import { xorPair } from "./members/xor-pair.ts";
import { type Observation, observeWith } from "./observer.ts";
import { observerMembers } from "./observer-members.ts";
import { type OpenedObserver, openObserver } from "./open-observer.ts";
import { Residuals } from "./residuals.ts";

/** A code with a layer and all before it. */
export interface NestedCode {
  readonly layer: CodeLayer;
  /** the whole code length, header included, bits */
  readonly bits: number;
  /** shape (blocks,): cost of the symbols of each block, without the header, bits */
  readonly blockBits: Float64Array;
}

/** A sequence coded by the observer and by the codes nested in it. */
export interface NestedCodes {
  readonly observation: Observation;
  /**
   * in the order of `codeLayers`, except that columns, copies and waves are sorted by what they save; the bits of the last one
   * are those of the observation
   */
  readonly codes: readonly NestedCode[];
  /** shape (blocks,): symbols of each */
  readonly blockSizes: Float64Array;
  /** shape (n,): the symbols as numbers that are uniform if the observer is right */
  readonly residuals: Float64Array;
  /** bits that name the members which the observer chose on the beginning of the sequence */
  readonly choiceBits: number;
}

/** Share of log2 A that layers must save for their order to matter. */
const leastRivalShare = 0.01;
/** Stretches of equal length from which errors are estimated. */
const mostBlocks = 64;
const leastBlock = 16;

/**
 * Codes a sequence with the observer, and with observers that have fewer and fewer of its parts, down to the alphabet. Every
 * code is a Bayes mixture of members restricted to its layers, and a real code that could be decoded. Hence the differences of
 * their lengths add up to log2 A minus the cost of the observer.
 *
 * Members that the observer did not choose on the beginning of the sequence are part of no code.
 *
 * @param random draws the residuals
 * @throws RangeError when more than 65 536 symbols occur, or memory cannot be had
 * Cost: some four times that of `observe`.
 */
export function nestedCodes(sequence: SymbolSequence, random: Random): NestedCodes {
  const opened = openObserver(sequence, observerMembers());
  const { symbols, alphabetSize } = opened.alphabet;
  const residuals = new Residuals(symbols, alphabetSize, random);
  const observation = observeWith(opened, sequence, residuals);
  const n = symbols.length;
  const blocks = Math.max(1, Math.min(mostBlocks, Math.floor(n / leastBlock)));
  const ends = Array.from({ length: blocks }, (_, k) => Math.floor(((k + 1) * n) / blocks));
  const nested = new NestedMembers(opened);
  const codes: NestedCode[] = [];
  const codedBy = (members: readonly MemberDefinition[], layer: CodeLayer): NestedCode => {
    const coded = codeWith(members, opened, sequence);
    return { layer, bits: coded.bits, blockBits: blockSums(coded.losses, ends) };
  };
  let before: readonly string[] = [];
  for (const layer of codeLayers.slice(0, -1)) {
    const members = nested.upTo(layer);
    const names = members.map(({ title }) => title);
    const last = codes.at(-1);
    // A layer without any part of the observer here has the code of the one before it.
    if (last !== undefined && names.join() === before.join()) codes.push({ ...last, layer });
    else codes.push(codedBy(members, layer));
    before = names;
  }
  const least = n * leastRivalShare * Math.log2(Math.max(2, alphabetSize));
  const columns = codes.findIndex(({ layer }) => layer === "columns");
  // Immediately repeated blocks have a period, and some waves nearly have one. But the last digits of predicted numbers have
  // one too, which is simpler than the numbers.
  const end = columns + (opened.chosen.includes(linearExpert) ? 3 : 2);
  sortBySavings(codes, [columns, end], least, (known, layer) =>
    codedBy(nested.withLayers([...known, layer]), layer),
  );
  codes.push({ layer: "mixing", bits: observation.bits, blockBits: blockSums(observation.losses, ends) });
  const blockSizes = Float64Array.from(ends, (end, k) => end - (ends[k - 1] ?? 0));
  const { choiceBits } = opened;
  return { observation, codes, blockSizes, residuals: residuals.values, choiceBits };
}

/**
 * Sorts some layers: first the one that saves most without the others, then the one that saves most beside it.
 *
 * @param first index of the first of them
 * @param end index after the last one
 * @param least bits that each must save in the usual order to be compared
 * @param coded a code with a layer and those before it
 */
function sortBySavings(
  codes: NestedCode[],
  [first, end]: readonly [number, number],
  least: number,
  coded: (known: readonly CodeLayer[], layer: CodeLayer) => NestedCode,
): void {
  for (let place = first; place < end - 1; place++) {
    const rivals = codes
      .slice(place, end)
      .filter(({ bits }, k) => codes[place + k - 1]!.bits - bits >= least);
    if (rivals.length < 2) continue;
    const known = codes.slice(0, place).map(({ layer }) => layer);
    let best = codes[place]!;
    for (const { layer } of rivals) {
      const code = layer === codes[place]!.layer ? codes[place]! : coded(known, layer);
      if (code.bits < best.bits) best = code;
    }
    // The layers that it overtakes include it, and the last of them has all that came before.
    const from = codes.findIndex(({ layer }) => layer === best.layer);
    const overtaken = codes.slice(place, from);
    codes[place] = best;
    overtaken.forEach(({ layer }, k) => {
      const at = place + k + 1;
      known.push(codes[at - 1]!.layer);
      codes[at] = at === from ? { ...codes[from]!, layer } : coded(known, layer);
    });
  }
}

function codeWith(members: readonly MemberDefinition[], opened: OpenedObserver, sequence: SymbolSequence) {
  const { alphabet, choiceBits } = opened;
  const { symbols, alphabetSize, codes } = alphabet;
  const mixture = mixtureOf(members).open(symbols, alphabetSize, codes);
  const losses = new Float64Array(symbols.length);
  codeSegments(mixture, sequence.segmentEnds, losses);
  mixture.close();
  let bits = alphabet.headerBits + mixture.headerBits;
  if (members.some(({ expensive }) => expensive === true)) bits += choiceBits;
  for (let i = 0; i < losses.length; i++) bits += losses[i]!;
  return { bits, losses };
}

function blockSums(losses: Float64Array, ends: readonly number[]): Float64Array {
  const sums = new Float64Array(ends.length);
  for (let block = 0, i = 0; block < ends.length; block++)
    for (; i < ends[block]!; i++) sums[block]! += losses[i]!;
  return sums;
}

/** The members of an observer, restricted to layers. */
class NestedMembers {
  readonly #opened: OpenedObserver;
  readonly #chosen: ReadonlySet<string>;
  #settled: { readonly kind: MixerKind; readonly tree: AlphabetTree } | undefined;

  constructor(opened: OpenedObserver) {
    this.#opened = opened;
    this.#chosen = new Set(opened.chosen.map(({ id }) => id));
  }

  /** The members with a layer and all before it; not for the last layer, which is the whole observer. */
  upTo(layer: CodeLayer): MemberDefinition[] {
    return this.withLayers(codeLayers.slice(0, codeLayers.indexOf(layer) + 1));
  }

  /** The members with some layers, in any order; not for the last layer. */
  withLayers(layers: readonly CodeLayer[]): MemberDefinition[] {
    const has = (one: CodeLayer) => layers.includes(one);
    const from = (one: CodeLayer, definition: MemberDefinition | undefined) =>
      definition !== undefined && has(one) && this.#chosen.has(definition.id) ? [definition] : [];
    return [
      rawCode,
      ...from("contexts-1", this.#trees(layers.at(-1)!)),
      ...from("columns", this.#mixer(layers)),
      ...(has("words") ? from("words", repeatExpert) : from("copies", longRepeats)),
      ...(has("columns") ? [phaseExpert] : from("frequencies", symbolFrequencies)),
      ...from("words", xorPair),
      ...from("numbers", progressionExpert),
      ...from("numbers", linearExpert),
    ];
  }

  #trees(layer: CodeLayer): MemberDefinition {
    if (!layer.startsWith("contexts-")) return contextTreeWeighting;
    const depth = Number(layer.slice("contexts-".length));
    return {
      ...contextTreeWeighting,
      title: `${contextTreeWeighting.title} ${depth}`,
      open: (symbols, alphabetSize) =>
        new ContextTrees(symbols, alphabetSize, { ...contextTreeSizes(symbols.length, alphabetSize), depth }),
    };
  }

  #mixer(layers: readonly CodeLayer[]): MemberDefinition | undefined {
    if (!this.#chosen.has(contextMixers.standard.id)) return undefined;
    const { symbols, alphabetSize, codes } = this.#opened.alphabet;
    this.#settled ??= {
      kind: mixerKind(symbols, alphabetSize, codes),
      tree: alphabetTree(symbols, alphabetSize),
    };
    const settled = this.#settled;
    const model = nestedModel(settled.kind, layers, alphabetSize);
    if (model === undefined) return undefined;
    return {
      ...contextMixers.standard,
      title: `context mixer ${JSON.stringify(model)}`,
      open: (given, size, known) =>
        new ContextMixer(given, size, {
          ...settled,
          model,
          ...(known === undefined ? {} : { codes: known }),
        }),
    };
  }
}
