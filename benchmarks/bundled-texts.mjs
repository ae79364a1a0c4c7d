// The bundled texts of 100 kB or more, as files: what the observer is compared on.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mesoscope, run } from "./processes.mjs";

const manifests = fileURLToPath(new URL("../corpora/manifests/", import.meta.url));
const shortest = 100_000;
const longest = 2_000_000;

/** Identifiers of the texts: every bundled corpus of so many bytes that is not machine code. */
export function textIds() {
  return readdirSync(manifests)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(manifests, file), "utf8")))
    .filter(
      ({ tier, encoding, extracted }) =>
        tier === "core" && encoding !== "binary" && extracted.bytes >= shortest,
    )
    .map(({ id }) => id);
}

/** @returns the first bytes of a corpus */
export function textOf(id, bytes = longest) {
  // Texts in many scripts are cut where they are cut, so that bytes and not characters are asked for.
  const output = run([...mesoscope, "generate", `corpus(${id})`, "--as", "text"], {
    encoding: "buffer",
  }).stdout;
  return output.subarray(0, bytes);
}

/**
 * Writes every text of up to 2 MB to a file.
 *
 * @returns [{ id, file, size }]
 */
export function writeTexts(folder) {
  return textIds().map((id) => {
    const file = join(folder, id);
    const text = textOf(id);
    writeFileSync(file, text);
    return { id, file, size: text.length };
  });
}

/** Bundled texts one after the other. */
export function joinedTexts(bytes) {
  const parts = [];
  for (const id of ["sotu", "moby-dick", "factbook-prose", "udhr-all"]) parts.push(textOf(id, bytes));
  return Buffer.concat(parts).subarray(0, bytes);
}

/**
 * As many small texts as are wanted, cut from bundled ones end to end; then again, from a third of a text further on.
 *
 * @throws Error when there are not so many
 */
export function smallTexts(count, bytes) {
  const texts = textIds().map((id) => textOf(id));
  const starts = [0, bytes / 3, (2 * bytes) / 3].map(Math.round);
  const cuts = starts.flatMap((start) =>
    texts.flatMap((text) =>
      Array.from({ length: Math.floor((text.length - start) / bytes) }, (_, i) =>
        text.subarray(start + i * bytes, start + (i + 1) * bytes),
      ),
    ),
  );
  if (cuts.length < count) throw new Error(`the texts have no more than ${cuts.length} documents`);
  return cuts.slice(0, count);
}
