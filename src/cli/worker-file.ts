import { installedWorker } from "../run/installation.ts";

/** The built worker beside the built command. @throws never */
export function workerFile(): string {
  return installedWorker();
}
