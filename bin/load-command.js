const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { basename, join } = require("node:path");
const { Script } = require("node:vm");

/** The command and its parts, which are loaded when they are needed; scripts/build.mjs makes each a function. */
const folder = join(__dirname, "../dist/command");
/** What was built, the commands in it, and the file of each part that lies with others. */
const list = join(folder, "parts.json");

/**
 * Loads the command.
 *
 * Compiling it takes longer than most of what it does to a small file, so that compiled code is kept between runs.
 * `NODE_DISABLE_COMPILE_CACHE=1` says no to that, as it does to Node.
 *
 * @returns what src/cli/main.ts exports
 * @throws Error when there is no bundle
 */
exports.loadCommand = function loadCommand() {
  const { build, commands, places } = JSON.parse(readFileSync(list, "latin1"));
  const kept = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : keptCodeOf(build, commands);
  const scripts = new Map();
  const loaded = new Map();

  const evaluate = (name) => {
    const filename = join(folder, name);
    // scripts/build.mjs writes nothing but ASCII.
    const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: kept?.codeOf(name) });
    scripts.set(name, script);
    return script.runInThisContext();
  };
  const files = new Map();
  const functionOf = (name) => {
    const file = places[name];
    if (file === undefined) return evaluate(name);
    if (!files.has(file)) files.set(file, evaluate(file));
    return files.get(file)[name];
  };
  const requireOther = createRequire(list);
  const requirePart = (name) => (name.startsWith(".") ? load(basename(name)) : requireOther(name));
  const importOther = (name) => import(name);

  const load = (name) => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const part = { exports: {} };
    loaded.set(name, part);
    functionOf(name)(part.exports, requirePart, part, join(folder, name), folder, importOther);
    return part.exports;
  };

  const command = load("main.cjs");
  if (kept !== undefined) process.on("exit", () => kept.used(scripts));
  return command;
};

/** What one command has compiled, the others would read in vain. */
function keptCodeOf(build, commands) {
  const { keptCode } = require("./kept-code.js");
  const command = process.argv.find((word) => commands.includes(word)) ?? "scan";
  return keptCode(build, `${process.version}-${process.arch}-${command}`);
}
