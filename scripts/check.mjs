// Everything a change must pass besides the tests: types, lint and format, documents, package contents.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);

const steps = [
  ["set-up", ["node", "scripts/setup.mjs"]],
  ["types", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "tsconfig.json"]],
  ["types of the page", ["npx", "--no", "--", "tsc", "--noEmit", "-p", "src/page/browser"]],
  ["lint and format", ["npx", "--no", "--", "biome", "check", "."]],
  ["package contents", ["node", "scripts/check-package.mjs"]],
  ["API is current", ["node", "scripts/build-api.mjs", "--check"]],
  ["links lead somewhere", ["node", "scripts/check-links.mjs"]],
  ["glossary is current", ["node", "scripts/build-glossary.mjs", "--check"]],
  ["reliability is current", ["node", "scripts/build-reliability.mjs", "--check"]],
  // Compressed sizes and word boundaries in the documents are those of Node 20.
  ...(major === 20
    ? [
        ["shown outputs are current", ["node", "scripts/readme.mjs", "--check"]],
        ["pictures are current", ["node", "scripts/build-gallery.mjs", "--check"]],
        ["reference is current", ["node", "scripts/build-reference.mjs", "--check"]],
      ]
    : []),
];

let failed = 0;
for (const [name, [command, ...rest]] of steps) {
  const { status, stdout, stderr } = spawnSync(command, rest, { cwd: root, encoding: "utf8" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (status !== 0) {
    failed++;
    console.log(`${stdout}${stderr}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
