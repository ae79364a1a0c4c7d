/** Entry of a worker thread. */
export { explainOne } from "./explain-batch.ts";
export { measureTask } from "./measure-task.ts";
