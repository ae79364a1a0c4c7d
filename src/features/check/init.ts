import { join, resolve } from "node:path";
import * as z from "zod";
import type { ReportCall } from "../../command/command.ts";
import { foldersOf } from "../../command/installation.ts";
import { exitStatus, write } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { nameUnmeasured } from "../../command/outcome.ts";
import { type NewFile, requireNone, writeNew } from "../../command/write-output.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { readRegularJson } from "../../input/open-regular.ts";
import { isThere } from "../../input/paths.ts";
import { foldForNarrow } from "../../report/kit/text-width.ts";
import { defaultOrder } from "../odd/read-by-others.ts";
import { baselineText } from "./baseline.ts";
import { repositoryFiles } from "./check-odd.ts";
import { defaultBaseline } from "./config-schema.ts";
import { type CiSystem, ciSystems, type InitOptions } from "./options.ts";
import { propose } from "./proposal.ts";
import { configName } from "./read-config.ts";
import { checkVersion } from "./schema.ts";
import { findChecked, setUpCheck } from "./setup.ts";

/** The origin of the command. */
interface Origin {
  /** web address of its repository */
  readonly repository: string;
  /** 40 digits */
  readonly commit: string;
}

const schema = z.strictObject({
  repository: z.string().regex(/^https:\/\/[\w.-]+\/[\w./~-]+$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
});

const about = { what: "origin.json", most: 10_000 };

/** The origin of a package; null where git did not know it when the package was built. */
function originOf(packageRoot: string): Origin | null {
  try {
    return schema.safeParse(readRegularJson(join(packageRoot, "origin.json"), about)).data ?? null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Measures the working directory, proposes a configuration and a baseline, and writes them where none exist.
 *
 * @returns the exit status
 * @throws UsageError when a file already exists or cannot be written; InputError when there is no file to measure
 */
export async function initialize(call: ReportCall<InitOptions>): Promise<number> {
  const { io, view, given } = call;
  // Defaults of `check`.
  const options = {
    ...call.options,
    encoding: "bytes",
    seed: 1,
    charset: "auto",
    records: "none",
    decompress: true,
    stdinName: "stdin",
    cache: false,
  } as const satisfies Partial<SharedOptions>;
  const origin = originOf(foldersOf(io).packageRoot);
  const workflow = options.ci === undefined ? [] : [workflowOf(options.ci, origin)];
  const { dryRun = false, quiet = false } = options;
  // With configuration and baseline present, only the workflow is written.
  if (workflow.length > 0 && [configName, defaultBaseline].every((path) => isThere(resolve(io.cwd, path)))) {
    if (!dryRun) {
      requireNone(
        io,
        workflow.map(({ path }) => path),
      );
      writeNew(io, workflow);
    }
    if (!quiet) await write(io.stdout, workflow.map(describeFile(dryRun)).join(""));
    return exitStatus.fine;
  }
  if (!dryRun) requireNone(io, [configName, defaultBaseline, ...workflow.map(({ path }) => path)]);
  const folder = resolve(io.cwd);
  const wrong = (_: unknown, reason: string) => new UsageError(reason);
  const assumed = {
    config: { odd: true },
    path: resolve(folder, configName),
    folder,
    lineOf: () => 1,
    wrong,
  };
  const setup = await setUpCheck(options, given, io, assumed);
  const { found, failed } = await findChecked(null, new Set(), () => true, setup, true);
  const { files, read } = await repositoryFiles(found, true, setup);
  const errors = [...failed, ...read.errors];
  if (files.length === 0) {
    if (errors.length === 0) throw new InputError("no file to measure in this folder");
    await nameUnmeasured({ errors }, quiet, io);
    return exitStatus.input;
  }
  const { charset, encoding, sample, seed } = setup.measure;
  const proposal = propose(files, seed, defaultOrder);
  const about = { sample, encoding, charset, seed, drift: [] };
  const { usual } = proposal;
  const sorted = usual.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const baseline = {
    schemaVersion: checkVersion,
    tool: { name: "mesoscope", version },
    options: about,
    inputs: [],
    usual: { ...usual, files: sorted },
  } as const;
  const written: NewFile[] = [
    { path: configName, text: `${JSON.stringify(proposal.config, null, 2)}\n` },
    { path: defaultBaseline, text: baselineText({ ...baseline, inputs: [] }) },
    ...workflow,
  ];
  if (!dryRun) writeNew(io, written);
  if (!quiet) {
    const { renderProposal } = await import("./show-proposal.ts");
    const next =
      view.hints && options.ci === undefined
        ? `\nnext: commit both, and ${ciSystems.map((ci) => `mesoscope init --ci ${ci}`).join(", or ")}\n`
        : "";
    const text = `${renderProposal(proposal, view)}\n${written.map(describeFile(dryRun)).join("")}${next}`;
    await write(io.stdout, foldForNarrow(text, view));
  }
  await nameUnmeasured({ errors }, quiet, io);
  return errors.length > 0 ? exitStatus.input : exitStatus.fine;
}

/** One line per file; a dry run prints its content too, except the baseline, which is as long as the repository. */
function describeFile(dryRun: boolean): (file: NewFile) => string {
  return ({ path, text }) => {
    const fill = text.includes("OWNER") ? ": fill in OWNER and COMMIT" : "";
    if (!dryRun) return `-> ${path}${fill}\n`;
    return path === defaultBaseline ? `would write ${path}\n` : `would write ${path}${fill}\n${text}`;
  };
}

/** Placeholders where git did not know the origin: nothing is fetched by name alone. */
const unknown: Origin = { repository: "https://github.com/OWNER/mesoscope", commit: "COMMIT" };
const github = "https://github.com/";
const checkout = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
const fetched = ({ repository, commit }: Origin) => [
  `git clone ${repository} /opt/mesoscope`,
  `cd /opt/mesoscope && git checkout --detach ${commit}`,
  "npm ci --ignore-scripts --registry=https://registry.npmjs.org/ --userconfig=/dev/null",
  "node scripts/build.mjs --no-types",
];

/** The workflow of a system, as in docs/check.md. @param origin null: it has OWNER and COMMIT */
export function workflowOf(system: CiSystem, origin: Origin | null): NewFile {
  const from = origin ?? unknown;
  if (system === "github") return { path: ".github/workflows/mesoscope.yml", text: githubWorkflow(from) };
  if (system === "gitlab") return { path: ".gitlab-ci.yml", text: gitlabPipeline(from) };
  const text = `repos:
  - repo: ${from.repository}
    rev: ${from.commit}
    hooks:
      - id: mesoscope-check
`;
  return { path: ".pre-commit-config.yaml", text };
}

/** An action must be in a repository on GitHub; otherwise the job builds the command. */
function githubWorkflow(origin: Origin): string {
  const { repository, commit } = origin;
  const steps = repository.startsWith(github)
    ? `      - uses: ${repository.slice(github.length)}@${commit}${commit === unknown.commit ? " # all 40 digits of a commit" : ""}
`
    : `      - run: |
${[...fetched(origin), 'cd "$GITHUB_WORKSPACE"', "node /opt/mesoscope/bin/mesoscope.js check --format github"]
  .map((line) => `          ${line}\n`)
  .join("")}`;
  return `on: pull_request
permissions:
  contents: read
jobs:
  mesoscope:
    runs-on: ubuntu-24.04
    steps:
      - uses: ${checkout}
        with:
          persist-credentials: false
${steps}`;
}

function gitlabPipeline(origin: Origin): string {
  const before = [...fetched(origin), 'cd "$CI_PROJECT_DIR"'].map((line) => `    - ${line}\n`).join("");
  return `mesoscope:
  image: node:22
  before_script:
${before}  script:
    - node /opt/mesoscope/bin/mesoscope.js check -f junit -o mesoscope.xml
  artifacts:
    when: always
    reports:
      junit: mesoscope.xml
`;
}
