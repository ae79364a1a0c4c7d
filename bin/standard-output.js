const { fstatSync, writeSync } = require("node:fs");

/**
 * What a command prints to. A stream of Node takes some milliseconds to make: a file or a pipe is written to without one,
 * until a pipe takes no more at the moment.
 *
 * A reader that has gone is no error; other faults are reported by the write that met them.
 */
exports.standardOutput = function standardOutput() {
  let stream = isFileOrPipe() ? undefined : openStream();
  return {
    get isTTY() {
      return stream?.isTTY;
    },
    get columns() {
      return stream?.columns;
    },
    /** Bytes that are not handed over yet. */
    get waiting() {
      return stream?.writableLength ?? 0;
    },
    write(data, done) {
      if (stream !== undefined) return stream.write(data, done);
      const bytes = typeof data === "string" ? Buffer.from(data) : data;
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(1, bytes, written);
      } catch (error) {
        if (error.code === "EPIPE") process.exit(0);
        if (error.code !== "EAGAIN") return done(error);
        stream = openStream();
        return stream.write(bytes.subarray(written), done);
      }
      done();
    },
  };
};

function isFileOrPipe() {
  if (process.platform === "win32") return false;
  try {
    const stat = fstatSync(1);
    return stat.isFile() || stat.isFIFO() || stat.isSocket() || isMemoryDevice(stat);
  } catch {
    return false;
  }
}

/** /dev/null and its like, which in Linux have 1 for a major number. */
function isMemoryDevice(stat) {
  return process.platform === "linux" && stat.isCharacterDevice() && stat.rdev >> 8 === 1;
}

function openStream() {
  process.stdout.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0);
  });
  return process.stdout;
}
