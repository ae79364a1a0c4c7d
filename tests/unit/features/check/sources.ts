import { Random } from "../../../../src/core/random.ts";

const words =
  "const let return if else for while function this value next length index map filter of in new".split(" ");
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Files of something like source, the same on every machine: `0.js`, `1.js`, ... */
export function sourceFiles(count: number): { name: string; text: string }[] {
  const random = Random.fromSeed(1);
  return Array.from({ length: count }, (_, i) => {
    const lines = Array.from({ length: 5 + random.below(40) }, () => {
      const some = Array.from({ length: 2 + random.below(6) }, () => words[random.below(words.length)]);
      return `${"  ".repeat(random.below(4))}${some.join(" ")};`;
    });
    return { name: `${i}.js`, text: lines.join("\n") };
  });
}

/** Random characters of base64. */
export function blob(random: Random, length: number): string {
  return Array.from({ length }, () => letters[random.below(64)]).join("");
}
