import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** One case of peers.json. */
export interface PeerCase {
  readonly name: string;
  readonly measure: string;
  readonly input: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  readonly tolerance: number | Readonly<Record<string, number>>;
}

/** The GNU General Public License as Debian installs it: too long to copy, absent on other systems. */
export const licenceFile = "/usr/share/common-licenses/GPL-3";

/**
 * The symbols of a case: given as a list, as a string, or by a recipe whose sha256 is verified here.
 *
 * @returns undefined when the input is a file that this machine does not have, or not in that version
 * @throws Error when the input cannot be built or the recipe gives other bytes than it promises
 */
export function symbolsOf({ input, name }: PeerCase): Uint8Array | undefined {
  if (typeof input === "string") return new Uint8Array(Buffer.from(input));
  if (Array.isArray(input)) return Uint8Array.from(input as number[]);
  const { recipe, n, sha256 } = input as { recipe?: string; n: number; sha256: string };
  if (recipe === undefined) throw new Error(`${name}: no recipe`);
  const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  if (recipe.includes("GPL-3")) {
    if (!existsSync(licenceFile)) return undefined;
    const bytes = new Uint8Array(readFileSync(licenceFile));
    return digest(bytes) === sha256 ? bytes : undefined;
  }
  const bytes = build(recipe, n);
  if (digest(bytes) !== sha256) throw new Error(`${name}: the recipe gives other bytes`);
  return bytes;
}

function build(recipe: string, n: number): Uint8Array {
  if (recipe.startsWith("x0=1;")) return linearCongruential(n, recipe);
  if (recipe.startsWith("t_i = popcount")) return Uint8Array.from({ length: n }, (_, i) => parity(i));
  if (recipe.startsWith("0010111 repeated")) return Uint8Array.from({ length: n }, (_, i) => +"0010111"[i % 7]!);
  if (recipe.startsWith("a='0',b='01'")) return Uint8Array.from(fibonacciWord(n), Number);
  throw new Error(`unknown recipe: ${recipe}`);
}

/** x <- 1664525 x + 1013904223 mod 2^32 from 1, one step a symbol, read in one of four ways. */
function linearCongruential(n: number, recipe: string): Uint8Array {
  const symbols = new Uint8Array(n);
  let x = 1;
  let previous = 0;
  let inB = false;
  for (let i = 0; i < n; i++) {
    x = (Math.imul(1664525, x) + 1013904223) >>> 0;
    const bit = x >>> 31;
    if (recipe.includes("byte_i = x_i>>24")) symbols[i] = x >>> 24;
    else if (recipe.includes("symbol_i = x_i>>31")) symbols[i] = bit;
    else if (recipe.includes("0 if previous symbol was 1")) symbols[i] = previous = previous === 1 ? 0 : bit;
    else if (recipe.includes("state A")) {
      symbols[i] = inB ? 1 : bit;
      inB = !inB && bit === 1;
    } else throw new Error(`unknown recipe: ${recipe}`);
  }
  return symbols;
}

export function parity(i: number): number {
  let ones = 0;
  for (let rest = i; rest > 0; rest >>>= 1) ones ^= rest & 1;
  return ones;
}

export function fibonacciWord(n: number): string {
  let [a, b] = ["0", "01"];
  while (b.length < n) [a, b] = [b, b + a];
  return b.slice(0, n);
}
