import { collectGarbage } from "./input/release-memory.ts";
import { answerJob as answer } from "./library/job.ts";

/** Entry of a worker thread. */
export { compareTask } from "./features/compare/part.ts";
export { explainOne } from "./features/explain/task.ts";
export { oddAmong } from "./features/odd/among.ts";
export { scoreFiles } from "./features/score/score-task.ts";
export { documentFeatures } from "./features/score/stream/document-features.ts";
export { measureParcel } from "./run/measure-task.ts";

/** Tasks of features that programs call. Commands and their views are not part of a worker. */
const tasks: Parameters<typeof answer>[1] = {
  explain: async () => (await import("./features/explain/task.ts")).explainTask,
  compare: async () => (await import("./features/compare/task.ts")).comparisonTask,
  sections: async () => (await import("./features/sections/task.ts")).sectionsTask,
  forecast: async () => (await import("./features/forecast/task.ts")).forecastTask,
};

/** Jobs after which a thread collects its garbage: left alone, a thread of a long process keeps tens of megabytes of it. */
const jobsBetween = 32;
let jobs = 0;

/** Runs a job of the library. */
export async function answerJob(asked: Parameters<typeof answer>[0]): ReturnType<typeof answer> {
  try {
    return await answer(asked, tasks);
  } finally {
    if (++jobs % jobsBetween === 0) await collectGarbage();
  }
}
