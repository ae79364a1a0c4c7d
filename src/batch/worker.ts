/** Entry of a worker thread. */
export { compareTask } from "./compare-task.ts";
export { explainOne } from "./explain-batch.ts";
export { answerJob } from "./job.ts";
export { measureParcel } from "./measure-task.ts";
export { scoreFiles } from "./score/score-task.ts";
