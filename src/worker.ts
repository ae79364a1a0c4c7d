/** Entry of a worker thread. */
export { compareTask } from "./compare/compare-task.ts";
export { explainOne } from "./explain/explain-batch.ts";
export { answerJob } from "./library/job.ts";
export { measureParcel } from "./run/measure-task.ts";
export { scoreFiles } from "./score/score-task.ts";
export { documentFeatures } from "./score/stream/document-features.ts";
