const { readFileSync } = require("node:fs");
const module_ = require("node:module");
const { dirname, join } = require("node:path");

/** The command and its parts, which are loaded when they are needed. */
const main = join(__dirname, "../dist/command/main.cjs");

/**
 * Loads the command.
 *
 * Compiling it takes longer than most of what it does to a small file, so that compiled code is kept between runs. From
 * Node 22 on Node does that itself. `NODE_DISABLE_COMPILE_CACHE=1` says no to both.
 *
 * @returns what src/cli/main.ts exports
 * @throws Error when there is no bundle
 */
exports.loadCommand = function loadCommand() {
  if (module_.enableCompileCache !== undefined) module_.enableCompileCache();
  else if (!process.env.NODE_DISABLE_COMPILE_CACHE) return loadCompiled();
  return require(main);
};

/** As `require(main)`, by the code that earlier runs compiled. */
function loadCompiled() {
  const { Script } = require("node:vm");
  const { keptCode } = require("./kept-code.js");
  const build = readFileSync(join(dirname(main), "build.txt"), "latin1");
  const kept = keptCode(`${build}-${process.version}-${process.arch}`);
  const loaded = new Map();
  const scripts = new Map();

  const imported = (name) => import(name);
  const load = (filename) => {
    const known = loaded.get(filename);
    if (known !== undefined) return known.exports;
    const loading = { exports: {} };
    loaded.set(filename, loading);
    // The bundler writes nothing but ASCII.
    const source = readFileSync(filename, "latin1");
    const wrapped = `(function(exports,require,module,__filename,__dirname,__imports){${source}\n})`;
    const script = new Script(wrapped, { filename, cachedData: kept.codeOf(filename) });
    scripts.set(filename, script);
    const folder = dirname(filename);
    const others = module_.createRequire(filename);
    const requireFrom = (name) => (name.startsWith(".") ? load(join(folder, name)) : others(name));
    script.runInThisContext()(loading.exports, requireFrom, loading, filename, folder, imported);
    return loading.exports;
  };

  const exported = load(main);
  process.on("exit", () => kept.used(scripts));
  return exported;
}
