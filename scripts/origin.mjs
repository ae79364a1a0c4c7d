// Where this command comes from, as far as git knows: `mesoscope init --ci` names it in workflows.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The web address of a remote: without credentials, user names and ".git".
 *
 * @param {string} remote as git names it
 * @returns {string | null} null for a folder or a host without a domain, which no other machine reaches
 */
export function webAddress(remote) {
  const [, host, path] =
    /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([\w.-]+)(?::\d+)?\/([\w./~-]+?)\/?$/.exec(remote) ??
    /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):([\w./~-]+?)\/?$/.exec(remote) ??
    [];
  if (host === undefined || !host.includes(".") || path === undefined) return null;
  return `https://${host}/${path.replace(/\.git$/, "")}`;
}

/**
 * The repository and the commit of a checkout, as git knows them.
 *
 * @param {string} root
 * @returns {{ repository: string, commit: string } | null} null without a remote that others reach
 */
export function originOf(root) {
  const git = (/** @type {string[]} */ ...argv) => {
    const { status, stdout } = spawnSync("git", ["-C", root, ...argv], { encoding: "utf8" });
    return status === 0 ? stdout.trim() : "";
  };
  const repository = webAddress(git("remote", "get-url", "origin"));
  const commit = git("rev-parse", "HEAD");
  return repository === null || !/^[0-9a-f]{40}$/.test(commit) ? null : { repository, commit };
}

/** Writes origin.json of a checkout that has a remote; elsewhere there is none. @param {string} root */
export function writeOrigin(root) {
  // The folder itself: a checkout around it is another repository.
  if (!existsSync(join(root, ".git"))) return;
  const file = join(root, "origin.json");
  const origin = originOf(root);
  if (origin === null) rmSync(file, { force: true });
  else writeFileSync(file, `${JSON.stringify(origin)}\n`);
}
