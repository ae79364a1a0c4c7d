const { readFileSync } = require("node:fs");

/**
 * The arguments, as bytes where they are not UTF-8: Node has U+FFFD in their place, Linux says what they were.
 */
exports.rawArguments = function rawArguments(given) {
  if (process.platform !== "linux" || !given.some((word) => word.includes("\ufffd"))) return given;
  try {
    const all = readFileSync("/proc/self/cmdline", "latin1").split("\0").slice(0, -1);
    const raw = all.slice(all.length - given.length).map((word) => Buffer.from(word, "latin1"));
    if (raw.length !== given.length || raw.some((word, i) => word.toString() !== given[i])) return given;
    return raw;
  } catch {
    return given;
  }
};
