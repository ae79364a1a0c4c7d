// Licences and notices of the packages whose code a bundle holds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param root folder of the project
 * @param inputs files of a bundle
 * @returns one text a package, by name
 * @throws Error for a package without a licence
 */
export function licences(root, inputs) {
  const folders = new Set(
    inputs.flatMap((file) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []),
  );
  return [...folders].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const files = readdirSync(join(root, folder)).filter((entry) => /^(licen[cs]e|notice)\b/i.test(entry));
    if (!files.some((file) => /^licen/i.test(file))) throw new Error(`${folder} has no licence file`);
    const texts = files.sort().map((file) => readFileSync(join(root, folder, file), "utf8").trim());
    return `${name} ${version}\n\n${texts.join("\n\n")}\n`;
  });
}

/** What stands between two of them. */
export const rule = `\n${"-".repeat(80)}\n\n`;
