import { InputError } from "../core/errors.ts";
import { type PositionParts, partsOfRecord, partsOfText } from "../observer/curves/position-parts.ts";
import type { LoadedInput } from "../run/loaded-input.ts";
import type { Experience } from "./forecast-experience.ts";
import type { KnownParts } from "./forecast-parts.ts";
import { recordParts, textParts } from "./law-kinds.ts";

/**
 * Kinds of places of an input.
 *
 * @throws InputError where there are none
 */
export function partsOf({ record, sequence }: Pick<LoadedInput, "record" | "sequence">): PositionParts {
  const parts =
    record === null ? partsOfText(sequence.codes) : partsOfRecord(record, sequence.alphabetSize - 1);
  if (parts === undefined) {
    throw new InputError(
      "it has no parts: those are places of a text of bytes or characters, or parts of a task's record",
    );
  }
  return parts;
}

/** What is known of them: what they cost one who knows the task, and how losses of such parts went on elsewhere. */
export async function knownParts({
  record,
  provenance,
}: Pick<LoadedInput, "record" | "provenance">): Promise<KnownParts> {
  if (record !== null) {
    const own = provenance.kind === "recipe" ? provenance.recipe.replace(/\(.*/s, "") : null;
    const others = (await recordPartExperience()).filter(({ package: task }) => task !== own);
    return { exact: exactBits(record), experience: others, kind: recordParts };
  }
  const own = provenance.kind === "corpus" ? provenance.package : null;
  return {
    exact: new Map(),
    experience: (await textPartExperience()).filter((row) => row.package !== own),
    kind: textParts,
  };
}

/** Bits a symbol of each part costs one who knows the task. Parts of one name are one: the mean of their symbols. */
export function exactBits(record: NonNullable<LoadedInput["record"]>): Map<string, number> {
  return new Map(
    record.map(({ name }) => {
      const all = record.filter((part) => part.name === name).flatMap(({ bits }) => bits);
      return [name, all.reduce((sum, one) => sum + one, 0) / all.length];
    }),
  );
}

/** A part of a sample, and how its losses went on. */
interface PartExperience extends Experience {
  readonly part: string;
  /** share of what was paid that one who knows the source would not pay; absent: all of it */
  readonly open?: number;
}

/** What forecasts of places of a text are learned from; made by scripts/build-part-experience.mjs. */
async function textPartExperience(): Promise<readonly PartExperience[]> {
  const { default: data } = await import("../../data/text-parts.json", { with: { type: "json" } });
  return data.parts;
}

/** What forecasts of parts of a record are learned from: `package` is the task; made by scripts/build-part-experience.mjs. */
export async function recordPartExperience(): Promise<readonly PartExperience[]> {
  const { default: data } = await import("../../data/record-parts.json", { with: { type: "json" } });
  return data.parts;
}
