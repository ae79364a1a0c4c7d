import type { Level } from "../../core/section-levels.ts";
import { type ByteSource, stretches } from "../../input/byte-source.ts";
import { containerProbeLength, sniffContainer } from "../../input/sniff-container.ts";
import type { LikenessModels } from "../../models/likeness-models.ts";
import { describeSections, type Section } from "../../sections/describe-sections.ts";
import type { FoundSection, QuickSections } from "./schema.ts";
import { sentenceOf } from "./words.ts";

/** How sections are found. */
export interface FindingPlan {
  readonly level: Level;
  /** whether the observer reads none of it */
  readonly quick: boolean;
}

/**
 * The sections of an input, as reports have them.
 *
 * @returns them, and whether all of it is text
 * @throws as `describeSections`
 */
export function foundSections(
  name: string,
  source: ByteSource,
  { level, quick }: FindingPlan,
  models: LikenessModels,
): QuickSections & { readonly isText: boolean } {
  const { size, sections, profile } = describeSections(source, { level, observer: !quick, models });
  const isText = sections.length > 0 && sections.every(({ isText }) => isText);
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
  const sentence = sentenceOf(size, format, found);
  return { name, size, format, sentence, sections: found, profile: [...profile], isText };
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
