import { sumOf } from "../../math/sums.ts";
import type { Work } from "../../run/work.ts";
import type { SectionsOfInput } from "./schema.ts";
import { sectionsTask } from "./task.ts";

/** Least bytes of a section of noise that is listed. */
const leastNoise = 4096;
/** Least bytes of noise that a text writes in digits. */
const leastArmour = 64;

/**
 * The same input with its noise alone.
 *
 * @param all whether a known compressed format, which explains its noise, is no reason to leave it out
 */
export function onlyNoise(found: SectionsOfInput, all: boolean): SectionsOfInput {
  const isNoise = ({ regime, size }: SectionsOfInput["sections"][number]) =>
    regime === "noise" && size >= leastNoise && (all || found.format === null);
  const armour = found.armour.filter(({ holds, longest }) => holds === "noise" && longest >= leastArmour);
  return { ...found, sections: found.sections.filter(isNoise), armour };
}

/**
 * Bytes of noise in an input, without known compressed formats.
 *
 * @throws InputError when it cannot be read
 * Cost: 40 ms a megabyte, 80 of text.
 */
export async function noiseBytes(work: Pick<Work<unknown>, "task" | "maker">): Promise<number> {
  const plan = { level: "usual", quick: true, changes: false } as const;
  const { sections, armour } = onlyNoise(await sectionsTask({ ...work, plan, progress() {} }), false);
  return sumOf(sections.map(({ size }) => size)) + sumOf(armour.map(({ bytes }) => bytes));
}
