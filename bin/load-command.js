const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { basename, join } = require("node:path");
const { Script } = require("node:vm");

/** The command and its parts, which are loaded when they are needed; scripts/build.mjs makes each a function. */
const folder = join(__dirname, "../dist/command");
/** Parts that lie in one file, by name. */
const smallParts = "small-parts.cjs";

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
  const kept = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : keptCodeOfThisBuild();
  const scripts = new Map();
  const loaded = new Map();

  const evaluate = (name) => {
    const filename = join(folder, name);
    // The bundler writes nothing but ASCII.
    const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: kept?.codeOf(name) });
    scripts.set(name, script);
    return script.runInThisContext();
  };
  const small = evaluate(smallParts);
  const requireOther = createRequire(join(folder, smallParts));
  const requirePart = (name) => (name.startsWith(".") ? load(basename(name)) : requireOther(name));
  const importOther = (name) => import(name);

  const load = (name) => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const part = { exports: {} };
    loaded.set(name, part);
    const run = small[name] ?? evaluate(name);
    run(part.exports, requirePart, part, join(folder, name), folder, importOther);
    return part.exports;
  };

  const command = load("main.cjs");
  if (kept !== undefined) process.on("exit", () => kept.used(scripts));
  return command;
};

function keptCodeOfThisBuild() {
  const { keptCode } = require("./kept-code.js");
  const build = readFileSync(join(folder, "build.txt"), "latin1");
  return keptCode(`${build}-${process.version}-${process.arch}`);
}
