import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { constants, linkSync, lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import nodeProcess from "node:process";
import { readRegular, smallFiles } from "../input/open-regular.ts";
import { isThere, makeFolder } from "../input/paths.ts";
import { sha256 } from "../input/sha256.ts";

const magic = "mesoscope-cache/2";

/**
 * The key of a result: the content, everything that can change the result, and the build.
 *
 * @param parts JSON-serialisable, in a fixed order
 * @returns 64 hex digits
 */
export const cacheKey = (parts: readonly unknown[]): string => sha256(JSON.stringify(parts));

/** The folder of a usable cache, and the key that signs its entries. */
interface OpenCache {
  readonly secret: Buffer;
}

const opened = new Map<string, OpenCache | { readonly unusable: string | null }>();

/**
 * Why a cache is not used: others can write to it, or read the key that signs its entries.
 *
 * @returns null for a cache that is used, and for one that cannot be written, which is ignored
 */
export function whyNotUsed(folder: string): string | null {
  const cache = openCache(folder);
  return "unusable" in cache ? cache.unusable : null;
}

function openCache(folder: string): OpenCache | { readonly unusable: string | null } {
  const known = opened.get(folder);
  if (known !== undefined) return known;
  const found = inspect(folder);
  opened.set(folder, found);
  return found;
}

const secretName = "key";
const secretBytes = 32;
/** Permissions of everybody but the owner. */
const othersRights = 0o077;

function inspect(folder: string): OpenCache | { readonly unusable: string | null } {
  try {
    makeFolder(folder, 0o700);
    const reason = notOwn(folder);
    if (reason !== null) return { unusable: reason };
    const path = join(folder, secretName);
    if (!isThere(path)) makeSecret(path);
    const secretReason = notOwn(path);
    if (secretReason !== null) return { unusable: secretReason };
    const secret = readRegular(path, smallFiles.key, true);
    return secret.length === secretBytes ? { secret } : { unusable: `${path} is not a key of a cache` };
  } catch {
    // A folder that cannot be made or read counts as absent.
    return { unusable: null };
  }
}

/** Why a path is not the user's alone. Windows has other permissions, and keeps the cache in the user's own folder. */
function notOwn(path: string): string | null {
  const user = nodeProcess.getuid?.();
  const { uid, mode } = lstatSync(path);
  if ((mode & constants.S_IFMT) === constants.S_IFLNK) return `${path} is a link`;
  if (user === undefined) return null;
  if (uid !== user) return `${path} belongs to another user`;
  return (mode & othersRights) === 0
    ? null
    : `other users can access ${path}: mode ${(mode & 0o777).toString(8)}`;
}

/** Writes a temporary file and links it into place: of several runs only one makes the key, and none reads half of it. */
function makeSecret(path: string): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, randomBytes(secretBytes), { mode: 0o600, flag: "wx" });
    linkSync(draft, path);
  } catch (error) {
    if (!isThere(path)) throw error;
  } finally {
    remove(draft);
  }
}

/** Without the key nobody can make an entry or swap two entries. */
function signature({ secret }: OpenCache, key: string, body: string): string {
  return createHmac("sha256", secret).update(`${key}\n`).update(body).digest("hex");
}

/**
 * A stored result; a missing, foreign, forged or damaged entry counts as missing.
 *
 * @typeParam Result the type stored under such a key
 */
export function readCache<Result>(folder: string, key: string): Result | undefined {
  const path = entryPath(folder, key);
  // A look is cheaper than an exception, and most entries of a new batch are missing.
  if (!isThere(path)) return undefined;
  const cache = openCache(folder);
  if ("unusable" in cache) return undefined;
  try {
    const text = readRegular(path, smallFiles.cacheEntry, true).toString("utf8");
    const headerEnd = text.indexOf("\n");
    const body = text.slice(headerEnd + 1);
    const header = Buffer.from(text.slice(0, headerEnd));
    const expected = Buffer.from(`${magic} ${signature(cache, key, body)}`);
    if (header.length !== expected.length || !timingSafeEqual(header, expected)) return undefined;
    return JSON.parse(body) as Result;
  } catch {
    return undefined;
  }
}

/**
 * Stores a result in a temporary file and renames it, so that a reader never sees half of it. Failures are ignored: a cache
 * that cannot be written costs time, not results.
 *
 * @param result a value that JSON holds without loss
 */
export function writeCache(folder: string, key: string, result: unknown): void {
  const cache = openCache(folder);
  if ("unusable" in cache) return;
  const path = entryPath(folder, key);
  const temporary = `${path}.${randomUUID()}.tmp`;
  const body = JSON.stringify(result);
  const text = `${magic} ${signature(cache, key, body)}\n${body}`;
  if (Buffer.byteLength(text) > smallFiles.cacheEntry.most) return;
  try {
    if (!isThere(dirname(path))) makeFolder(dirname(path), 0o700);
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    remove(temporary);
  }
}

/** A stored result; else the one of `make`, which is stored. @param folder null: no cache */
export async function throughCache<Result>(
  folder: string | null,
  key: string,
  make: () => Promise<Result>,
): Promise<Result> {
  if (folder === null) return make();
  const known = readCache<Result>(folder, key);
  if (known !== undefined) return known;
  const made = await make();
  writeCache(folder, key, made);
  return made;
}

/** Fails too where the folder of the cache is a file. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

function entryPath(folder: string, key: string): string {
  return join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
}
