import type { Command } from "./command.ts";
import { baseline } from "./commands/baseline.ts";
import { calibrate } from "./commands/calibrate.ts";
import { check } from "./commands/check.ts";
import { compare } from "./commands/compare.ts";
import { completion } from "./commands/completion.ts";
import { corpora } from "./commands/corpora.ts";
import { curve } from "./commands/curve.ts";
import { define } from "./commands/define.ts";
import { estimators } from "./commands/estimators.ts";
import { explain } from "./commands/explain.ts";
import { forecast } from "./commands/forecast.ts";
import { generate } from "./commands/generate.ts";
import { init } from "./commands/init.ts";
import { learn } from "./commands/learn.ts";
import { lens } from "./commands/lens.ts";
import { map } from "./commands/map.ts";
import { merge } from "./commands/merge.ts";
import { ngrams } from "./commands/ngrams.ts";
import { odd } from "./commands/odd.ts";
import { probe } from "./commands/probe.ts";
import { report } from "./commands/report.ts";
import { scan } from "./commands/scan.ts";
import { schema } from "./commands/schema.ts";
import { score } from "./commands/score.ts";
import { sources } from "./commands/sources.ts";
import { sweep } from "./commands/sweep.ts";
import { truth } from "./commands/truth.ts";

/** What runs when no command is named. */
export { scan };

/** The commands that help shows unless all are asked for. */
export const everyday: readonly Command[] = [
  explain,
  lens,
  map,
  report,
  compare,
  forecast,
  generate,
  check,
  odd,
  define,
];

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  explain,
  lens,
  map,
  report,
  compare,
  forecast,
  curve,
  ngrams,
  generate,
  sources,
  truth,
  calibrate,
  sweep,
  probe,
  init,
  check,
  baseline,
  odd,
  learn,
  score,
  merge,
  define,
  estimators,
  corpora,
  schema,
  completion,
];
