/** The built worker beside the built command; chunks of the bundle lie one folder below it. @throws never */
export function workerFile(): string {
  const here = import.meta.url;
  const dist = here.slice(0, here.lastIndexOf("/dist/"));
  return `${dist}/dist/worker.js`;
}
