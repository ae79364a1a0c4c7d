import { firstScene, materials, operations, type Scene, suits } from "./scenes.ts";

/** What a link says, and a word about what it does not. */
export interface ReadLink {
  readonly scene: Scene;
  /** null: it was read as it stands */
  readonly fault: string | null;
}

/**
 * What stands behind the # of a link. A text of the reader's own is in none.
 *
 * @returns such as text=moby-dick&do=noise&at=30
 */
export function linkOf({ material, operation, stop }: Scene): string {
  return new URLSearchParams({ text: material, do: operation, at: String(stop) }).toString();
}

/**
 * Reads a link; what is damaged is the first scene, with a word about it.
 *
 * @param hash with or without its #
 */
export function readLink(hash: string): ReadLink {
  const words = hash.replace(/^#/, "");
  if (words === "") return { scene: firstScene, fault: null };
  const given = new URLSearchParams(words);
  const damaged = (fault: string): ReadLink => ({ scene: firstScene, fault });
  const material = materials.find(({ id }) => id === given.get("text"));
  const operation = operations.find(({ id }) => id === given.get("do"));
  if (material === undefined || operation === undefined || !suits(material, operation))
    return damaged("The link is damaged: this is the first scene.");
  const at = given.get("at") ?? "";
  const stop = Number(at);
  if (!/^\d{1,4}$/.test(at) || stop >= operation.stops.length)
    return damaged("The link is damaged: this is the first scene.");
  if (material.id === "own")
    return damaged("The link is of somebody's own text, which no link holds: this is the first scene.");
  return { scene: { material: material.id, operation: operation.id, stop }, fault: null };
}
