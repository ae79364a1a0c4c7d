import { expect, test } from "vitest";
import { Random } from "../../../../src/core/random.ts";
import { oddFiles } from "../../../../src/features/odd/plan.ts";
import type { ComparedFile } from "../../../../src/features/odd/read-by-others.ts";

const words =
  "const let return if else for while function this value next length index map filter of in new".split(" ");

/** Lines of something like source. */
function source(random: Random, lines: number): string {
  return Array.from({ length: lines }, () => {
    const some = Array.from(
      { length: 2 + (random.uint32() % 6) },
      () => words[random.uint32() % words.length],
    );
    return `${"  ".repeat(random.uint32() % 4)}${some.join(" ")};`;
  }).join("\n");
}

function folder(seed: number, count: number): ComparedFile[] {
  const random = Random.fromSeed(seed);
  return Array.from({ length: count }, (_, i) => ({
    name: `f${i}.js`,
    bytes: new Uint8Array(Buffer.from(source(random, 5 + (random.uint32() % 120)))),
  }));
}

const planted: [string, (random: Random) => string, [number, number]][] = [
  [
    "a blob within a file",
    (random) => {
      const blob = Buffer.from(Uint8Array.from({ length: 900 }, () => random.uint32() & 255)).toString(
        "base64",
      );
      return `${source(random, 40)}\nconst blob = "${blob}";\n${source(random, 40)}`;
    },
    [41, 41],
  ],
  [
    "another language",
    () =>
      Array.from(
        { length: 40 },
        (_, i) => `Die Vergeltung der Bäume, Kapitel ${i}: wer ${i * 7} Äpfel zählt, schläft`,
      ).join("\n"),
    [1, 40],
  ],
  [
    "a table of numbers",
    (random) =>
      Array.from({ length: 100 }, () => `${random.uint32()},${random.uint32()},${random.uint32()}`).join(
        "\n",
      ),
    [1, 100],
  ],
];

test.each(planted)("%s is the oddest of 150 files, and its lines are reported", (_, make, [first, last]) => {
  const bytes = new Uint8Array(Buffer.from(make(Random.fromSeed(5))));
  const { files } = oddFiles([...folder(1, 149), { name: "new.js", bytes }], 1, 6);
  expect(files[0]).toMatchObject({ file: "new.js", odd: true });
  expect(files[0]!.firstLine).toBeGreaterThanOrEqual(first);
  expect(files[0]!.firstLine).toBeLessThanOrEqual(last);
  expect(files.filter(({ odd }) => odd).length).toBe(1);
});

function expectUsual(from: number, to: number) {
  for (let seed = from; seed < to; seed++)
    expect(oddFiles(folder(seed, 60), 1, 4).files.filter(({ odd }) => odd)).toEqual([]);
}
test("more usual files are not called odd", { tags: ["slow"] }, () => expectUsual(16, 30));

test("usual files are not called odd, and in a small folder none is", () => {
  expectUsual(10, 16);
  const [, [, make]] = planted as unknown as [unknown, [string, (random: Random) => string]];
  const few = [
    ...folder(3, 18),
    { name: "new", bytes: new Uint8Array(Buffer.from(make(Random.fromSeed(1)))) },
  ];
  expect(oddFiles(few, 1, 6).files[0]).toMatchObject({ file: "new", odd: false });
});

test("nothing, one file, copies and files of one byte are no fault", () => {
  expect(oddFiles([], 1, 6)).toEqual({ files: [], usual: null });
  const one = { name: "one", bytes: Uint8Array.of(65) };
  expect(oddFiles([one], 1, 6).files).toMatchObject([{ odd: false, firstLine: 1, lastLine: 1 }]);
  const copies = oddFiles(
    Array.from({ length: 120 }, (_, i) => ({ ...one, name: `${i}` })),
    1,
    6,
  ).files;
  expect(copies.every(({ odd, expected }) => !odd && expected === 120)).toBe(true);
});
