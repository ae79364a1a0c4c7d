import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { readCompared } from "../../../../src/features/odd/compared-files.ts";
import { unknownWords } from "../../../../src/features/odd/describe-stretch.ts";
import { temporaryFolder } from "../../../e2e/run-cli.ts";

const folder = temporaryFolder();

test("files to compare are held up to the memory limit, which what models learn of them counts against", async () => {
  const found = Array.from({ length: 8 }, (_, i) => {
    const path = join(folder, `${i}.gz`);
    writeFileSync(path, gzipSync(Buffer.alloc(100_000, `line ${i}\n`)));
    return { name: path, explicit: true, input: { kind: "file", path } } as const;
  });
  const all = await readCompared(found, { decompress: true });
  expect(all).toMatchObject({ files: { length: 8 }, skipped: [] });
  const some = await readCompared(found, { decompress: true, maxMemory: 64_000_000 / 3 });
  expect(some).toMatchObject({ files: { length: 4 }, skipped: { length: 4 }, errors: [] });
  expect(some.skipped[0]!.reason).toBe("more text than fits in memory");
});

test("unknown words are those that no text has in the other groups", () => {
  const random = Random.fromSeed(1);
  const files = Array.from({ length: 6 }, (_, i) => ({
    name: String(i),
    bytes: Uint8Array.from({ length: 20_000 }, () => 32 + random.below(i % 2 === 0 ? 96 : 224)),
  }));
  const dealt = files.map((_, i) => ({ group: i % 5, isLearned: i !== 1 }));
  const words = files.map(
    ({ bytes }) =>
      new Set(
        Buffer.from(bytes)
          .toString("latin1")
          .match(/[A-Za-z_\x80-\xff]{2,}/g),
      ),
  );
  const expected = words.map((own, i) => {
    const others = words.filter((_, k) => dealt[k]!.isLearned && dealt[k]!.group !== dealt[i]!.group);
    return {
      different: own.size,
      unknown: [...own].filter((word) => !others.some((other) => other.has(word))).length,
    };
  });
  expect(unknownWords(files, dealt, (i) => i !== 2)).toEqual(
    expected.map((one, i) => (i === 2 ? undefined : one)),
  );
});
