// What `npm ci`, `npm pack` and `npm publish` run: builds where the tools to build with are installed, and is silent
// where they are not (`npm ci --omit=dev`, an installed package).
import { existsSync } from "node:fs";

const tools = ["assemblyscript", "esbuild", "typescript"];
const installed = tools.every((tool) =>
  existsSync(new URL(`../node_modules/${tool}/package.json`, import.meta.url)),
);
const sources = existsSync(new URL("../kernels/", import.meta.url));

if (installed && sources) {
  const { build } = await import("./build.mjs");
  await build({ declarations: true }).catch((error) => {
    console.error(`prepare: ${error.message}`);
    process.exitCode = 1;
  });
}
