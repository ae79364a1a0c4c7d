import { resolve } from "node:path";
import type { ReportCall } from "../../command/command.ts";
import { exitStatus, write } from "../../command/io.ts";
import type { SharedOptions } from "../../command/options.ts";
import { nameUnmeasured } from "../../command/outcome.ts";
import { type NewFile, requireNone, writeNew } from "../../command/write-new.ts";
import { InputError, UsageError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import { foldForNarrow } from "../../report/kit/text-width.ts";
import { usualOrder } from "../odd/read-by-others.ts";
import { baselineText } from "./baseline.ts";
import { repositoryFiles } from "./check-odd.ts";
import { defaultBaseline } from "./config-schema.ts";
import type { CiSystem, InitOptions } from "./options.ts";
import { propose } from "./proposal.ts";
import { configName } from "./read-config.ts";
import { checkVersion } from "./schema.ts";
import { findChecked, setUpCheck } from "./setup.ts";

/**
 * Measures the working directory, proposes a configuration and a baseline, and writes them where none are.
 *
 * @returns the exit status
 * @throws UsageError when a file is there already or cannot be written; InputError when there is no file to measure
 */
export async function initialize(call: ReportCall<InitOptions>): Promise<number> {
  const { io, view, given } = call;
  // What `check` reads where no option says anything else.
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
  const workflow = options.ci === undefined ? [] : [workflows[options.ci]];
  const { dryRun = false, quiet = false } = options;
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
  const { found, failed } = await findChecked(null, new Set(), () => true, setup, options, io);
  const { files, read } = await repositoryFiles(found, true, setup, options, io);
  const errors = [...failed, ...read.errors];
  if (files.length === 0) {
    if (errors.length === 0) throw new InputError("there is no file to measure here");
    await nameUnmeasured({ errors }, quiet, io);
    return exitStatus.input;
  }
  const { charset, encoding, sample, seed } = setup.measure;
  const proposal = propose(files, seed, usualOrder);
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
    const text = `${renderProposal(proposal, view)}\n${written.map(said(dryRun)).join("")}`;
    await write(io.stdout, foldForNarrow(text, view));
  }
  await nameUnmeasured({ errors }, quiet, io);
  return errors.length > 0 ? exitStatus.input : exitStatus.fine;
}

/** What becomes of each file; in a dry run with what would stand in it, but for the baseline, which is as long as the repository. */
function said(dryRun: boolean): (file: NewFile) => string {
  return ({ path, text }) => {
    const fill = text.includes("OWNER") ? ": fill in OWNER and COMMIT" : "";
    if (!dryRun) return `-> ${path}${fill}\n`;
    return path === defaultBaseline ? `would write ${path}\n` : `would write ${path}${fill}\n${text}`;
  };
}

/** The workflow of a system, as docs/check.md has it; OWNER and COMMIT are for people to fill in: nothing is fetched by its name alone. */
export const workflows: Readonly<Record<CiSystem, NewFile>> = {
  github: {
    path: ".github/workflows/mesoscope.yml",
    text: `on: pull_request
permissions:
  contents: read
jobs:
  mesoscope:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: OWNER/mesoscope@COMMIT # all 40 digits of a commit
`,
  },
  gitlab: {
    path: ".gitlab-ci.yml",
    text: `mesoscope:
  image: node:22
  before_script:
    - git clone https://github.com/OWNER/mesoscope /opt/mesoscope
    - cd /opt/mesoscope && git checkout --detach COMMIT
    - npm ci --ignore-scripts --registry=https://registry.npmjs.org/ --userconfig=/dev/null
    - node scripts/build.mjs --no-types
    - cd "$CI_PROJECT_DIR"
  script:
    - node /opt/mesoscope/bin/mesoscope.js check -f junit -o mesoscope.xml
  artifacts:
    when: always
    reports:
      junit: mesoscope.xml
`,
  },
  "pre-commit": {
    path: ".pre-commit-config.yaml",
    text: `repos:
  - repo: https://github.com/OWNER/mesoscope
    rev: COMMIT
    hooks:
      - id: mesoscope-check
`,
  },
};
