import type { Random } from "../core/random.ts";
import type { SymbolSequence } from "../core/sequence.ts";
import { mixtureOf } from "./bayes-mixture.ts";
import { type CodeLayer, codeLayers } from "./code-layers.ts";
import { codeSegments } from "./curves/code-segments.ts";
import type { MemberDefinition } from "./member.ts";
import { type AlphabetTree, alphabetTree } from "./members/alphabet-tree.ts";
import { ContextMixer, contextMixers, mixerKind } from "./members/context-mixer.ts";
import { ContextTrees, contextTreeSizes, contextTreeWeighting } from "./members/context-tree-weighting.ts";
import { type MixerKind, type MixerLayer, nestedModel } from "./members/mixer-profiles.ts";
import { phaseExpert, symbolFrequencies } from "./members/phase-expert.ts";
import { progressionExpert } from "./members/progression-expert.ts";
import { rawCode } from "./members/raw-code.ts";
import { longRepeats, repeatExpert } from "./members/repeat-expert.ts";
import { xorPair } from "./members/xor-pair.ts";
import { type Observation, observeWith } from "./observer.ts";
import { observerMembers } from "./observer-members.ts";
import { type OpenedObserver, openObserver } from "./open-observer.ts";
import { Residuals } from "./residuals.ts";

/** A code that knows a layer and all before it. */
export interface NestedCode {
  readonly layer: CodeLayer;
  /** the whole code length, header included, bits */
  readonly bits: number;
  /** shape (blocks,): what the symbols of each block cost, the header apart, bits */
  readonly blockBits: Float64Array;
}

/** A sequence as the observer and the codes nested in it pay for it. */
export interface NestedCodes {
  readonly observation: Observation;
  /** in the order of `codeLayers`, but copies before columns where they save more; the bits of the last one are those of the observation */
  readonly codes: readonly NestedCode[];
  /** shape (blocks,): symbols of each */
  readonly blockSizes: Float64Array;
  /** shape (n,): the symbols as uniform numbers, were the observer right */
  readonly residuals: Float64Array;
  /** bits that say which members the observer chose on the beginning of the sequence */
  readonly choiceBits: number;
}

/** Share of log2 A that both columns and copies save where their order matters. */
const leastOfCopies = 0.01;
/** Stretches of equal length by which errors are estimated. */
const mostBlocks = 64;
const leastBlock = 16;

/**
 * Codes a sequence with the observer, and with observers that have fewer and fewer of its parts, down to the alphabet. Every code is a
 * Bayes mixture of members that know no more than their layers, and real: it could be decoded. So the differences of their lengths
 * add up to log2 A less what the observer pays.
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
    const members = nested.of(layer);
    const names = members.map(({ title }) => title);
    const last = codes.at(-1);
    // A layer of which the observer has nothing here is the code before it.
    if (last !== undefined && names.join() === before.join()) codes.push({ ...last, layer });
    else codes.push(codedBy(members, layer));
    before = names;
  }
  const least = n * leastOfCopies * Math.log2(Math.max(2, alphabetSize));
  putCopiesFirst(codes, least, () => codedBy(nested.copiesAlone(), "copies"));
  codes.push({ layer: "mixing", bits: observation.bits, blockBits: blockSums(observation.losses, ends) });
  const blockSizes = Float64Array.from(ends, (end, k) => end - (ends[k - 1] ?? 0));
  const { choiceBits } = opened;
  return { observation, codes, blockSizes, residuals: residuals.values, choiceBits };
}

/**
 * Blocks that are repeated at once have a period, too: of columns and copies that one comes first that saves more alone.
 *
 * @param least bits that copies save beyond columns where the two are compared
 */
function putCopiesFirst(codes: NestedCode[], least: number, copiesAlone: () => NestedCode): void {
  const at = codes.findIndex(({ layer }) => layer === "columns");
  const [columns, both] = [codes[at]!, codes[at + 1]!];
  if (columns.bits - both.bits < least || codes[at - 1]!.bits - columns.bits < least) return;
  const copies = copiesAlone();
  if (copies.bits < columns.bits) codes.splice(at, 2, copies, { ...both, layer: "columns" });
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

/** The members of an observer with what they know of layers alone. */
class NestedMembers {
  readonly #opened: OpenedObserver;
  readonly #chosen: ReadonlySet<string>;
  #settled: { readonly kind: MixerKind; readonly tree: AlphabetTree } | undefined;

  constructor(opened: OpenedObserver) {
    this.#opened = opened;
    this.#chosen = new Set(opened.chosen.map(({ id }) => id));
  }

  /** Those of a layer and all before it, but for the last. */
  of(layer: CodeLayer): MemberDefinition[] {
    const knows = (one: CodeLayer) => codeLayers.indexOf(one) <= codeLayers.indexOf(layer);
    const from = (one: CodeLayer, definition: MemberDefinition | undefined) =>
      definition !== undefined && knows(one) && this.#chosen.has(definition.id) ? [definition] : [];
    return [
      rawCode,
      ...from("contexts-1", this.#trees(layer)),
      ...from("columns", this.#mixer(layer)),
      ...(knows("words") ? from("words", repeatExpert) : from("copies", longRepeats)),
      ...(knows("columns") ? [phaseExpert] : from("frequencies", symbolFrequencies)),
      ...from("words", xorPair),
      ...from("numbers", progressionExpert),
    ];
  }

  /** Those of copies without columns. */
  copiesAlone(): MemberDefinition[] {
    const copies = this.#chosen.has(longRepeats.id) ? [longRepeats] : [];
    return [rawCode, ...copies, symbolFrequencies];
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

  #mixer(layer: CodeLayer): MemberDefinition | undefined {
    if (!this.#chosen.has(contextMixers.standard.id)) return undefined;
    const { symbols, alphabetSize, codes } = this.#opened.alphabet;
    this.#settled ??= {
      kind: mixerKind(symbols, alphabetSize, codes),
      tree: alphabetTree(symbols, alphabetSize),
    };
    const settled = this.#settled;
    const model = nestedModel(settled.kind, layer as MixerLayer, alphabetSize);
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
