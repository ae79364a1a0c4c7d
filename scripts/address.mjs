// Writes the address of the repository, as git knows it, into what a release publishes: package.json, CITATION.cff, and the
// documents, which name OWNER and COMMIT, or those of the release before. Without a remote it ends with one line and status 1.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { originOf } from "./origin.mjs";

const root = process.argv[2] ?? fileURLToPath(new URL("../", import.meta.url));
const origin = originOf(root);
if (origin === null) {
  console.error("address: the checkout has no remote with a web address: git remote add origin URL");
  process.exit(1);
}
const { repository, commit } = origin;
/** @type {{ repository?: { url: string } }} */
const { repository: before } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const earlier = before?.url.replace(/^git\+|\.git$/g, "") ?? "https://github.com/OWNER/mesoscope";
const nameOf = (/** @type {string} */ address) => new URL(address).pathname.slice(1);
const change = (/** @type {string} */ path, /** @type {(text: string) => string} */ to) =>
  writeFileSync(join(root, path), to(readFileSync(join(root, path), "utf8")));

change("package.json", (text) => {
  const { name, version, description, ...rest } = JSON.parse(text);
  const links = {
    repository: { type: "git", url: `git+${repository}.git` },
    homepage: repository,
    bugs: `${repository}/issues`,
  };
  return `${JSON.stringify({ name, version, description, ...rest, ...links }, null, 2)}\n`;
});
change(
  "CITATION.cff",
  (text) => `${text.replace(/^repository-code: .*\n/m, "")}repository-code: ${repository}\n`,
);
const pages = execFileSync("git", ["-C", root, "ls-files", "README.md", "docs/*.md"], { encoding: "utf8" });
for (const page of pages.trimEnd().split("\n"))
  change(page, (text) =>
    text
      .replaceAll(earlier, repository)
      .replaceAll(`${nameOf(earlier)}@`, `${nameOf(repository)}@`)
      .replaceAll(/(?<=mesoscope@|--detach |rev: )(COMMIT|[0-9a-f]{40})\b/g, commit),
  );
console.log(`${repository} ${commit}`);
