import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { userCorporaFolder } from "./corpus-roots.ts";
import { faultOf } from "./fault-of.ts";

/** A command to run, without a shell. */
export interface InstallCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
}

type InstallOutcome =
  | { readonly status: "ok"; readonly folder: string }
  | { readonly status: "failed"; readonly reason: string };

/**
 * The command that installs the pinned packages of the corpora. `npm ci` takes exactly what the lockfile says and
 * checks its integrity hashes; no package may run a script.
 *
 * @param folder that holds package.json and package-lock.json
 */
function installCommand(folder: string): InstallCommand {
  return { argv: ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd: folder };
}

/**
 * Installs the corpora into the user's data folder: a package that was installed globally is not writable, and
 * whoever wants only the command line does not pay for them.
 *
 * @param packageRoot folder of mesoscope's package.json
 * @param dataHome the user's data folder ($XDG_DATA_HOME)
 * @param run runs the command and gives its exit status
 */
export async function installCorpora(
  packageRoot: string,
  dataHome: string,
  run: (command: InstallCommand) => Promise<number>,
): Promise<InstallOutcome> {
  let folder: string;
  try {
    folder = userCorporaFolder(packageRoot, dataHome);
    makeFolder(folder);
    for (const name of ["package.json", "package-lock.json"]) {
      await copyFile(join(packageRoot, "corpora", name), join(folder, name));
    }
  } catch (error) {
    return { status: "failed", reason: `the folder of the corpora cannot be prepared: ${faultOf(error)}` };
  }
  try {
    const status = await run(installCommand(folder));
    return status === 0
      ? { status: "ok", folder }
      : { status: "failed", reason: `npm ended with status ${status}` };
  } catch (error) {
    const fault = faultOf(error);
    const why = fault === "ENOENT" ? "there is no such program in PATH" : fault;
    return { status: "failed", reason: `npm could not be run: ${why}` };
  }
}
