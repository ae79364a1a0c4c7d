import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { Random } from "../../../src/core/random.ts";
import { sampleBytes, sampleFile } from "../../../src/input/read-sample.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-sample-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["bytes", "characters", "words"] as const)(
  "%s: a file and its bytes give one sample",
  async (encoding) => {
    const content = Buffer.from("Le cœur a ses raisons, que la raison ne connaît point.\r\n".repeat(300));
    const path = join(folder, "pascal.txt");
    writeFileSync(path, content);
    for (const sample of ["all", 1000] as const) {
      const options = { sample, encoding, random: Random.fromSeed(7) };
      const { changed, ...file } = await sampleFile(path, options);
      const memory = await sampleBytes(content, "stdin", options);
      expect(changed).toBe(false);
      expect(file.sequence.symbols).toEqual(memory.sequence.symbols);
      expect({ ...file, sequence: null, bytes: null }).toEqual({ ...memory, sequence: null, bytes: null });
    }
  },
);

test("bytes as they are: NUL, CRLF, invalid UTF-8, one byte", async () => {
  const path = join(folder, "raw.bin");
  for (const raw of [[0], [0, 13, 10], [0xff, 0xfe, 0x80], [0x61]]) {
    writeFileSync(path, Uint8Array.from(raw));
    const options = { sample: "all", encoding: "bytes", random: Random.fromSeed(1) } as const;
    expect([...(await sampleFile(path, options)).sequence.symbols]).toEqual(raw);
  }
});

test("what cannot be read fails in words", async () => {
  const options = { sample: 100, encoding: "words", random: Random.fromSeed(1) } as const;
  await expect(sampleFile(join(folder, "missing.txt"), options)).rejects.toThrow(
    new InputError("no such file"),
  );
  await expect(sampleFile(folder, options)).rejects.toThrow(new InputError("is a folder, not a file"));
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read fails in words", async () => {
  const path = join(folder, "secret.txt");
  writeFileSync(path, "secret", { mode: 0 });
  chmodSync(path, 0);
  const options = { sample: "all", encoding: "bytes", random: Random.fromSeed(1) } as const;
  expect(() => sampleFile(path, options)).toThrow(new InputError("permission denied"));
});
