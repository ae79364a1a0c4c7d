import { expect, test } from "vitest";
import type { Io } from "../../../src/command/io.ts";
import { LiveOutput } from "../../../src/command/live-output.ts";
import type { LiveRows } from "../../../src/report/kit/live-rows.ts";
import type { View } from "../../../src/report/kit/renderer.ts";

const rows: LiveRows<string, string, null> = {
  begin: () => ({ head: "head\n", row: (row, place, nth) => `${place} ${nth} ${row}\n` }),
  *end(result) {
    yield result;
  },
};
const view = {} as View;

/** An output that takes its time, and may fail from some write on. */
function slowOutput(faultFrom = Number.POSITIVE_INFINITY, code = "EIO") {
  const texts: string[] = [];
  const stdout = {
    write(text: string, done: (error?: Error) => void) {
      texts.push(text);
      const fault = texts.length > faultFrom ? Object.assign(new Error(code), { code }) : undefined;
      setTimeout(() => done(fault), 1);
    },
  };
  return { texts, io: { stdout } as unknown as Io };
}

const started = (io: Io) => {
  const output = new LiveOutput(rows, view, io, () => {}, false);
  output.begin(null);
  return output;
};

test("rows are printed in the order of their places, and what has no row leaves no gap", async () => {
  const { io, texts } = slowOutput();
  const output = started(io);
  for (const place of [2, 0, 1, 5, 3, 4]) output.row(place === 1 ? undefined : `row ${place}`, place);
  await output.end("end\n");
  expect(texts.join("")).toBe("head\n0 0 row 0\n2 1 row 2\n3 2 row 3\n4 3 row 4\n5 4 row 5\nend\n");
});

test("rows that come fast are written together, and one that is followed by none soon", async () => {
  const { io, texts } = slowOutput();
  const output = started(io);
  for (let place = 0; place < 10_000; place++) output.row("row", place);
  await expect.poll(() => texts.join("").length, { interval: 5 }).toBeGreaterThan(100_000);
  expect(texts.length).toBeLessThan(4);
  await output.end("end\n");
  expect(texts.join("").split("\n")).toHaveLength(10_003);
});

test("a fault is thrown at the end, and nothing is written after it", async () => {
  const { io, texts } = slowOutput(1);
  const output = started(io);
  for (let place = 0; place < 10; place++) output.row("row", place);
  await expect(output.end("end\n")).rejects.toThrow("EIO");
  expect(texts).toHaveLength(2);
});

test("a reader that has gone is no fault", async () => {
  const { io, texts } = slowOutput(0, "EPIPE");
  const output = started(io);
  output.row("row", 0);
  await output.end("end\n");
  expect(texts).toEqual(["head\n0 0 row\n"]);
});
