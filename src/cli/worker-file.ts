import { installedWorker } from "../run/installation.ts";

/** The built worker beside the built command. */
export function workerFile(): string {
  return installedWorker();
}
