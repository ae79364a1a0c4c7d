import type { Experience } from "./forecast-experience.ts";

/** A part of a sample, and how its losses went on. */
export interface PartExperience extends Experience {
  readonly part: string;
  /** share of what was paid that one who knows the source would not pay; absent: all of it */
  readonly open?: number;
}

/** What forecasts of places of a text are learned from; made by scripts/build-part-experience.mjs. */
export async function textPartExperience(): Promise<readonly PartExperience[]> {
  const { default: data } = await import("../../data/text-parts.json", { with: { type: "json" } });
  return data.parts;
}

/** What forecasts of parts of a record are learned from: `package` is the task; made by scripts/build-part-experience.mjs. */
export async function recordPartExperience(): Promise<readonly PartExperience[]> {
  const { default: data } = await import("../../data/record-parts.json", { with: { type: "json" } });
  return data.parts;
}
