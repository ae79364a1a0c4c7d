import type { Command } from "../../command/command.ts";
import { defineFeature } from "../../command/feature.ts";
import {
  learnerOptions,
  mapOptions,
  measureOptions,
  outputOptions,
  rowOptions,
  type SharedOptions,
} from "../../command/options.ts";
import { outcomeOf } from "../../command/outcome.ts";
import { notFound } from "../../input/discover.ts";
import { liveReports, reportViews, sampleOrder } from "../../page/sample-views.ts";
import type { BatchReport } from "../../results/report.ts";
import type { AccountedInput } from "../../run/run-batch.ts";

/** Adds hints to missing paths that look like the name of a command: that it may be meant, or is not needed. */
function withCommandHints(failed: readonly AccountedInput[], commands: readonly Command[]): AccountedInput[] {
  return failed.map(({ input, reason }) => {
    const near = commands.find(({ name }) => name !== "" && isTypo(input, name));
    if (near !== undefined) return { input, reason: `${reason}. Did you mean the command "${near.name}"?` };
    const isWord = /^[a-z]{3,}$/.test(input) && reason === notFound(input);
    return {
      input,
      reason: isWord ? `${reason}; files are measured without a command: mesoscope FILE` : reason,
    };
  });
}

/** Whether two words differ by one deletion, insertion, substitution or swap of letters. */
function isTypo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

/** The default command: places files, folders, standard input and corpora between order and noise. */
export const scan = defineFeature<SharedOptions, BatchReport>({
  name: "",
  group: "Look",
  summary: "place samples between order and noise",
  description: "Measures where data is between order and noise, and draws it on a map.",
  argument: { usage: "[paths...]", description: "files, folders, globs, - for standard input" },
  shared: [
    ...measureOptions,
    "settle",
    "together",
    "estimator",
    ...learnerOptions,
    ...outputOptions,
    ...rowOptions,
    ...mapOptions,
  ],
  examples: [
    "mesoscope README.md src/                    order, noise or structure?",
    "mesoscope map a.txt                         among texts, patterns and noise",
    "mesoscope compare a.txt b.txt               do they differ?",
    "git log -p | mesoscope -                    measure a stream",
    "mesoscope -e plug-in,deflate a.txt          run these estimators",
    "mesoscope --learner ngram a.txt b.txt       also the loss of a learner",
    "mesoscope -f json a.txt | jq '.samples[0].spectrum.verdict'",
    'mesoscope generate "zipf(alphabet=256)" -n 1MB | mesoscope -',
  ],
  schemas: { output: async () => (await import("../../results/report-schema.ts")).reportSchema },
  views: reportViews,
  order: sampleOrder(),
  live: liveReports,
  interruptible: true,
  async run(call) {
    const { planScan } = await import("../../command/plan-scan.ts");
    const { measure } = await import("../../command/measure.ts");
    const plan = await planScan(call.paths, call.options, call.io, {
      estimates: call.format !== "table",
      types: call.format === "table" && call.options.all !== true,
    });
    const failed = withCommandHints(plan.failed, call.commands);
    const { learner, losses } = call.options;
    if (learner === undefined && losses === undefined) {
      const { withSections } = await import("./sections.ts");
      const { withFolder } = await import("./folder.ts");
      const report = await withFolder(plan, call, () => measure({ ...plan, failed }, call));
      return outcomeOf(await withSections(report, plan, call.maker));
    }
    const { learnerPlan, withLearner } = await import("./plan.ts");
    const asked = learnerPlan(call, plan.tasks);
    return withLearner(outcomeOf(await measure({ ...plan, failed }, call)), plan.tasks, asked, call);
  },
});
