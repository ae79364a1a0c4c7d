import { InputError } from "../../core/errors.ts";
import { tooMuchMemory } from "../../input/allowance.ts";
import { type ByteSource, bytesSource } from "../../input/byte-source.ts";
import { unpackInput } from "../../input/open-input.ts";
import type { LikenessModels } from "../../models/likeness-models.ts";
import { openInputSource } from "../../run/input-source.ts";
import { packageModels } from "../../run/likenesses.ts";
import { loadInput } from "../../run/load-input.ts";
import type { Work } from "../../run/work.ts";
import { findArmour } from "../../sections/find-armour.ts";
import { findChanges } from "../../sections/find-changes.ts";
import { type FindingPlan, foundSections } from "./found-sections.ts";
import type { FoundArmour, FoundChange, SectionsOfInput } from "./schema.ts";
import { changeText } from "./words.ts";

/** How sections are found, and what else. */
export interface SectionsPlan extends FindingPlan {
  /** whether to compare the lines of a text */
  readonly changes: boolean;
}

/** Memory of looking for sections in bytes: fixed, and per byte up to a size from which it no longer grows. */
const [fixedMemory, memoryPerByte, largestInMemory] = [40_000_000, 5, 2 ** 25];

/** Memory of looking for sections in a file of a size, bytes. */
export const needsOfSections = (size: number): number =>
  fixedMemory + memoryPerByte * Math.min(size, largestInMemory);

/** Bytes of a text whose lines are compared, and in which armour is searched. */
const readAsText = 8_388_608;

/**
 * The sections of one input, read whole.
 *
 * @throws InputError when the input cannot be read
 */
export async function sectionsTask(work: Work<SectionsPlan>): Promise<SectionsOfInput> {
  const { task, plan } = work;
  const { input, name } = task;
  const models = await packageModels();
  if (input.kind !== "file" && input.kind !== "bytes") {
    const whole = { ...task, options: { ...task.options, sample: "all" as const } };
    const { bytes } = await loadInput(input.kind === "recipe" ? task : whole, work.onWarnings);
    return foundIn(name, bytesSource(bytes, [bytes.length]), plan, models);
  }
  const source = openInputSource(input);
  try {
    // Sections are of the bytes: records are not cut out.
    const { decompress = true, mostMemory } = input.reading ?? {};
    const reading = { decompress, records: "none" as const, ...(mostMemory && { mostMemory }) };
    const { source: unpacked } = await unpackInput(source, name, reading);
    const held = unpacked === source ? 0 : unpacked.size;
    const needed = needsOfSections(unpacked.size) + held;
    if (mostMemory !== undefined && needed > mostMemory) throw new InputError(tooMuchMemory(mostMemory));
    return foundIn(name, unpacked, plan, models);
  } finally {
    source.close();
  }
}

function foundIn(
  name: string,
  source: ByteSource,
  { changes, ...plan }: SectionsPlan,
  models: LikenessModels,
): SectionsOfInput {
  const { isText, ...found } = foundSections(name, source, plan, models);
  const text = isText ? startOf(source) : undefined;
  return {
    ...found,
    changes: changes && text !== undefined ? changesIn(text) : [],
    armour: text === undefined ? [] : armourIn(text),
  };
}

/** The first bytes of a text, up to the end of a line where it is longer. */
function startOf(source: ByteSource): Buffer {
  const { buffer, byteOffset, length } = source.read(0, Math.min(source.size, readAsText));
  const read = Buffer.from(buffer, byteOffset, length);
  return length < source.size ? read.subarray(0, read.lastIndexOf(10) + 1) : read;
}

/** Armour by its notation and what it holds. */
function armourIn(bytes: Uint8Array): FoundArmour[] {
  const groups = new Map<string, FoundArmour>();
  let [line, at] = [1, 0];
  for (const { notation, holds, from, bytes: own } of findArmour(bytes)) {
    const key = `${notation} ${holds}`;
    const group = groups.get(key);
    for (; at < from; at++) if (bytes[at] === 10) line++;
    if (group === undefined)
      groups.set(key, { notation, holds, runs: 1, bytes: own, longest: own, from, line });
    else {
      group.runs++;
      group.bytes += own;
      group.longest = Math.max(group.longest, own);
    }
  }
  return [...groups.values()];
}

function changesIn(bytes: Buffer): FoundChange[] {
  return findChanges(bytes.toString("latin1")).map((change) => ({
    kind: change.kind,
    line: change.line + 1,
    lastLine: change.end,
    column: change.column === null ? null : change.column + 1,
    what: changeText(change),
    bits: change.bits,
  }));
}
