// TypeScript of the project as one file of JavaScript.
import { join } from "node:path";
import { rolldown } from "rolldown";

/**
 * @param {string | { contents: string, folder: string }} entry a file, or TypeScript as if it were one in this folder
 * @param {import("rolldown").OutputOptions} output
 * @param {import("rolldown").InputOptions} [options]
 * @returns {Promise<import("rolldown").OutputChunk>}
 * @throws Error with the message of the bundler
 */
export async function inOneFile(entry, output, options = {}) {
  const input = typeof entry === "string" ? entry : join(entry.folder, "one-file-entry.ts");
  /** @type {import("rolldown").Plugin} */
  const written = {
    name: "written",
    resolveId: (path) => (path === input ? input : undefined),
    load: (id) => (id === input && typeof entry === "object" ? entry.contents : undefined),
  };
  const bundle = await rolldown({
    platform: "node",
    logLevel: "silent",
    ...options,
    input,
    plugins: [written, options.plugins],
  });
  try {
    return (await bundle.generate({ ...output, codeSplitting: false })).output[0];
  } finally {
    await bundle.close();
  }
}
