import type { Command } from "../command/command.ts";
import { baseline, check, init } from "./check/feature.ts";
import { compare } from "./compare/feature.ts";
import { completion } from "./completion/feature.ts";
import { corpora } from "./corpora/feature.ts";
import { curve } from "./curve/feature.ts";
import { define } from "./define/feature.ts";
import { estimators } from "./estimators/feature.ts";
import { calibrate, sweep } from "./experiments/feature.ts";
import { explain } from "./explain/feature.ts";
import { forecast } from "./forecast/feature.ts";
import { generate } from "./generate/feature.ts";
import { learn } from "./learn/feature.ts";
import { lens } from "./lens/feature.ts";
import { map } from "./map/feature.ts";
import { ngrams } from "./ngrams/feature.ts";
import { odd } from "./odd/feature.ts";
import { probe } from "./probe/feature.ts";
import { report } from "./report/feature.ts";
import { scan } from "./scan/feature.ts";
import { schema } from "./schema/feature.ts";
import { merge, score } from "./score/feature.ts";
import { sections } from "./sections/feature.ts";
import { sources, truth } from "./sources/feature.ts";

/** The default command. */
export { scan };

/** The commands in the short help. */
export const everyday: readonly Command[] = [
  explain,
  lens,
  sections,
  map,
  report,
  compare,
  forecast,
  generate,
  check,
  odd,
  define,
];

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  explain,
  lens,
  sections,
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
