// Programs of others, installed from Debian where that is possible.
import { spawnSync } from "node:child_process";

/** @returns whether a program can be run, after its package was installed if it was missing */
export function available(program, name = program) {
  const present = () => spawnSync(program, ["--help"]).error === undefined;
  if (present()) return true;
  if (process.getuid?.() !== 0) return false;
  const install = () => spawnSync("apt-get", ["install", "-y", name]);
  // A fresh machine has no lists of packages, an old one has lists of files that are gone.
  if (install().status !== 0) {
    spawnSync("apt-get", ["update"]);
    install();
  }
  return present();
}
