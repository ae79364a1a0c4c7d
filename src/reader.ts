import { parentPort, workerData } from "node:worker_threads";
import { type ReadingWork, readSome } from "./context/learning-curves.ts";

/** Entry of a thread that reads blocks in some orders, and ends. */
parentPort!.postMessage(readSome(workerData as ReadingWork));
