import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isThere } from "../input/is-there.ts";

const magic = "mesoscope-cache/1";

/**
 * The key of a result: content, everything that can change it, and the build that made it.
 *
 * @param parts JSON-serialisable, in a fixed order
 * @returns 64 hex digits
 * @throws never
 */
export function cacheKey(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * A stored result; a missing, foreign or damaged entry is no entry.
 *
 * @typeParam Result what was stored under such a key
 * @throws never
 */
export function readCache<Result>(folder: string, key: string): Result | undefined {
  const path = entryPath(folder, key);
  // To look costs less than a fault, and most of a new batch is not there.
  if (!isThere(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8");
    const headerEnd = text.indexOf("\n");
    const body = text.slice(headerEnd + 1);
    if (text.slice(0, headerEnd) !== `${magic} ${checksum(body)}`) return undefined;
    return JSON.parse(body) as Result;
  } catch {
    return undefined;
  }
}

/**
 * Stores a result: written beside its place and renamed, so that a reader never sees half of it. A cache that
 * cannot be written costs time, not results, so failures are ignored.
 *
 * @param result that JSON holds as it is
 * @throws never
 */
export function writeCache(folder: string, key: string, result: unknown): void {
  const path = entryPath(folder, key);
  const temporary = `${path}.${randomUUID()}.tmp`;
  const body = JSON.stringify(result);
  try {
    if (!isThere(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, `${magic} ${checksum(body)}\n${body}`);
    renameSync(temporary, path);
  } catch {
    remove(temporary);
  }
}

/** Even that fails where the folder of the cache is a file. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

function entryPath(folder: string, key: string): string {
  return join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
