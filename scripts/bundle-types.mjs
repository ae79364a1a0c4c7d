// Bundles the declarations of each entry of the library into one file beside it, such as dist/index.d.ts.
import { renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryEntries } from "./library-entries.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));

/** @param {string} folder of the declarations, a file for each of src @throws Error that names what cannot be bundled */
export async function bundleTypes(folder) {
  // It is large, and only a build with declarations needs it.
  const { Extractor, ExtractorConfig, ExtractorLogLevel } = await import("@microsoft/api-extractor");
  for (const name of libraryEntries) {
    const entry = join(folder, `${name}.d.ts`);
    const bundle = join(root, `dist/${name}.d.ts`);
    const draft = join(root, `dist/${name}.${process.pid}.d.ts`);
    const problems = [];
    const config = ExtractorConfig.prepare({
      configObject: {
        mainEntryPointFilePath: entry,
        projectFolder: root,
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              ...{ module: "nodenext", moduleResolution: "nodenext", target: "es2022", lib: ["es2023"] },
              ...{ types: ["node"], skipLibCheck: true },
            },
            files: [entry],
          },
        },
        apiReport: { enabled: false },
        docModel: { enabled: false },
        tsdocMetadata: { enabled: false },
        dtsRollup: { enabled: true, untrimmedFilePath: draft },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, "package.json"),
    });
    const { compilerState: _, succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        message.handled = true;
        // What it says of comments and of releases is not ours.
        if (message.category === "Compiler" && message.logLevel === ExtractorLogLevel.Error)
          problems.push(message.text);
      },
    });
    if (!succeeded || problems.length > 0) throw new Error(`${name}.d.ts: ${problems.join("; ")}`);
    renameSync(draft, bundle);
  }
}
