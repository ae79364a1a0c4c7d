// Bundles the script and the style of the HTML report into src/page/browser.bundle.ts, as strings: the command needs no
// file beside it, and the hash that the page's policy names is that of the script it holds. `--force` builds anew.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { licences, rule } from "./licences.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = join(root, "src/page/browser.bundle.ts");

/** First line of the bundle: what it was made from. */
function stamp() {
  const hash = createHash("sha256");
  const folders = ["src/page", "src/features/lens", "src/report", "src/results", "src/core"].flatMap(
    (folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|css)$/.test(file) && !file.endsWith(".bundle.ts"))
        .map((file) => join(folder, file)),
  );
  for (const file of [...folders.sort(), "scripts/build-page.mjs", "package-lock.json"])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  return `// ${hash.digest("hex")}`;
}

/** @returns whether the bundle is missing or was made from something else */
export function isPageStale() {
  return !existsSync(target) || readFileSync(target, "utf8").split("\n", 1)[0] !== stamp();
}

/** @throws Error with the message of the bundler, and for a script that would end its own element */
export async function buildPage() {
  const { inOneFile } = await import("./one-file.mjs");
  const page = "src/page/browser";
  const { code, moduleIds } = await inOneFile(
    join(root, `${page}/main.ts`),
    { format: "iife", minify: true },
    { cwd: root, platform: "browser", transform: { target: "es2022" } },
  );
  const script = code.trim();
  if (/<\/script|<!--/i.test(script)) throw new Error("the page's script holds what would end its element");
  const constants = {
    pageScript: script,
    pageScriptSha256: createHash("sha256").update(script).digest("base64"),
    pageStyle: readFileSync(join(root, `${page}/page.css`), "utf8").trim(),
    pageNotices: licences(
      root,
      moduleIds.map((id) => relative(root, id)),
    ).join(rule),
  };
  const lines = Object.entries(constants).map(
    ([name, text]) => `export const ${name}: string = ${JSON.stringify(text)};`,
  );
  // Renamed into place: a test or bundler running meanwhile never reads half a file.
  writeFileSync(`${target}.${process.pid}`, `${[stamp(), ...lines].join("\n")}\n`);
  renameSync(`${target}.${process.pid}`, target);
  console.error(`${page} -> src/page/browser.bundle.ts (${Math.round(script.length / 1000)} kB)`);
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--force") || isPageStale()) await buildPage();
}
