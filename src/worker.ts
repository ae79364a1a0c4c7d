import { answerJob as answer } from "./library/job.ts";

/** Entry of a worker thread. */
export { compareTask } from "./features/compare/part.ts";
export { explainOne } from "./features/explain/task.ts";
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

/** Runs a job of the library. */
export const answerJob = (asked: Parameters<typeof answer>[0]) => answer(asked, tasks);
