import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../../src/core/random.ts";
import { temporaryFolder } from "./run-cli.ts";

/** Symbols that come from a seeded generator: the same bytes in every run. */
export function randomBytes(n: number, alphabet = 256, first = 0, seed = 1): Buffer {
  const random = Random.fromSeed(seed);
  return Buffer.from(Array.from({ length: n }, () => first + Math.floor(random.uniform() * alphabet)));
}

export const sentence = "the quick brown fox jumps over the lazy dog\n";

/** Text whose words are drawn at random, so that it is neither constant nor periodic. */
export function wordyText(bytes: number, seed = 1): string {
  const words = ["the", "whale", "sea", "of", "and", "white", "ship", "a", "captain", "harpoon"];
  const draws = randomBytes(bytes, words.length, 0, seed);
  let text = "";
  for (let i = 0; text.length < bytes; i++) text += `${words[draws[i]!]}${i % 11 === 10 ? ".\n" : " "}`;
  return text.slice(0, bytes);
}

/**
 * A folder with an input of every kind that goes wrong, and two that do not.
 *
 * @returns its path
 */
export function badInputs(): string {
  const folder = temporaryFolder();
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  write("good.txt", wordyText(6000));
  write("other.txt", wordyText(6000, 2));
  write("empty.txt", "");
  write("one.txt", "a");
  write("constant.txt", "a".repeat(6000));
  write("noise.bin", randomBytes(6000));
  write(
    "invalid.txt",
    Buffer.concat([Buffer.from("äbc "), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from(sentence)]),
  );
  write("text.txt.gz", Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3, ...randomBytes(5000)]));
  mkdirSync(join(folder, "no-texts"));
  writeFileSync(join(folder, "no-texts", "blob"), randomBytes(6000));
  mkdirSync(join(folder, "no-files"));
  mkdirSync(join(folder, "mixed"));
  writeFileSync(join(folder, "mixed", "a.txt"), wordyText(5000, 3));
  writeFileSync(join(folder, "mixed", "blob"), randomBytes(6000));
  writeFileSync(join(folder, "mixed", "nothing"), "");
  symlinkSync("loop", join(folder, "loop"));
  return folder;
}
