/** Entry of a worker thread. */
export { measureTask } from "./measure-task.ts";
