import type { EncodedSequence } from "../../core/encoding.ts";
import { InputError } from "../../core/errors.ts";
import type { Level } from "../../core/section-levels.ts";
import { tooMuchMemory } from "../../input/allowance.ts";
import { type ByteSource, bytesSource, stretches } from "../../input/byte-source.ts";
import { unpackInput } from "../../input/open-input.ts";
import { containerProbeLength, sniffContainer } from "../../input/sniff-container.ts";
import { openInputSource } from "../../run/input-source.ts";
import { likenesses } from "../../run/likenesses.ts";
import { loadInput } from "../../run/load-input.ts";
import type { Work } from "../../run/work.ts";
import { describeSections, type Section } from "../../sections/describe-sections.ts";
import { findArmour } from "../../sections/find-armour.ts";
import { findChanges } from "../../sections/find-changes.ts";
import type { FoundArmour, FoundChange, FoundSection, SectionsOfInput } from "./schema.ts";
import { changeText, sentenceOf } from "./words.ts";

/** How sections are found. */
export interface SectionsPlan {
  readonly level: Level;
  /** whether the observer reads none of it */
  readonly quick: boolean;
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
  const likenessOf = await likenesses();
  if (input.kind !== "file" && input.kind !== "bytes") {
    const whole = { ...task, options: { ...task.options, sample: "all" as const } };
    const { bytes } = await loadInput(input.kind === "recipe" ? task : whole, work.onWarnings);
    return foundIn(name, bytesSource(bytes, [bytes.length]), plan, likenessOf);
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
    return foundIn(name, unpacked, plan, likenessOf);
  } finally {
    source.close();
  }
}

function foundIn(
  name: string,
  source: ByteSource,
  { level, quick, changes }: SectionsPlan,
  likenessOf: Awaited<ReturnType<typeof likenesses>>,
): SectionsOfInput {
  const like = (sample: EncodedSequence) => {
    const found = likenessOf(sample.symbols as Uint8Array, sample);
    return found.status === "ok" ? `like ${found.title}` : null;
  };
  const { size, sections, profile } = describeSections(source, { level, observer: !quick, like });
  const isText = sections.length > 0 && sections.every(({ isText }) => isText);
  const text = isText ? startOf(source) : undefined;
  const lines = isText ? linesAt(source, sections) : undefined;
  const found = sections.map((section, i): FoundSection => {
    const { isText: _, copyOf, ...own } = section;
    return {
      index: i + 1,
      ...own,
      size: own.to - own.from,
      line: lines?.[i] ?? null,
      copyOf: copyOf === null ? null : copyOf + 1,
    };
  });
  const format = sniffContainer(source.read(0, containerProbeLength));
  return {
    name,
    size,
    format,
    sentence: sentenceOf(size, format, found),
    sections: found,
    changes: changes && text !== undefined ? changesIn(text) : [],
    armour: text === undefined ? [] : armourIn(text),
    profile: [...profile],
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

/** The numbers of the lines in which sections begin. */
function linesAt(source: ByteSource, sections: readonly Section[]): number[] {
  const lines: number[] = [];
  let line = 1;
  let offset = 0;
  for (const stretch of stretches(source)) {
    let at = 0;
    for (;;) {
      const from = sections[lines.length]?.from ?? Number.POSITIVE_INFINITY;
      const feed = stretch.indexOf(10, at);
      const next = feed < 0 ? stretch.length : feed;
      if (from <= offset + next) lines.push(line);
      else if (feed < 0) break;
      else {
        line++;
        at = feed + 1;
      }
    }
    offset += stretch.length;
  }
  return lines;
}
