const { fstatSync, writeSync } = require("node:fs");

/**
 * What a command prints to. A stream of Node takes some milliseconds to make: a file or a pipe is written to without one,
 * until a pipe takes no more at the moment.
 *
 * Every fault goes to the write that met it. Once the reader has gone (EPIPE), all that is written meets that.
 */
exports.standardOutput = function standardOutput() {
  let stream = isFileOrPipe() ? undefined : openStream();
  let gone;
  const handOver = (bytes, done) =>
    stream.write(bytes, (error) => {
      if (error?.code === "EPIPE") gone = error;
      // What waits behind a write that failed is told that the stream is no more.
      done(error && (gone ?? error));
    });
  return {
    get isTTY() {
      return stream?.isTTY;
    },
    get columns() {
      return stream?.columns;
    },
    get rows() {
      return stream?.rows;
    },
    /** Bytes that are not handed over yet and may still be. */
    get waiting() {
      return gone === undefined ? (stream?.writableLength ?? 0) : 0;
    },
    write(data, done) {
      if (gone !== undefined) return done(gone);
      if (stream !== undefined) return handOver(data, done);
      const bytes = typeof data === "string" ? Buffer.from(data) : data;
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(1, bytes, written);
      } catch (error) {
        if (error.code === "EPIPE") gone = error;
        if (error.code !== "EAGAIN") return done(error);
        stream = openStream();
        return handOver(bytes.subarray(written), done);
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

/** Without a listener a fault would end the process; the write that met it is told. */
function openStream() {
  return process.stdout.on("error", () => {});
}
