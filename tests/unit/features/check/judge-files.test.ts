import { describe, expect, it } from "vitest";
import releases from "../../../../data/release-surprises.json" with { type: "json" };
import { Random } from "../../../../src/core/random.ts";
import { checkByOthers, type RepositoryFile } from "../../../../src/features/check/judge-files.ts";
import { propose } from "../../../../src/features/check/proposal.ts";
import { unknownWords } from "../../../../src/features/odd/describe-stretch.ts";
import { assignGroups } from "../../../../src/features/odd/read-by-others.ts";
import { surprisesOf, usualOf } from "../../../../src/features/odd/surprises.ts";
import { blob, sourceFiles } from "./sources.ts";

const order = 4;
const file = (name: string, text: string): RepositoryFile => ({
  name,
  input: name,
  bytes: new Uint8Array(Buffer.from(text)),
  isJudged: true,
});
const files = sourceFiles(60).map(({ name, text }) => file(name, text));
const usual = usualOf(files, surprisesOf(files, 1, order), 1, order);
const text = (i: number) => Buffer.from(files[i]!.bytes).toString();
const secret = `${text(3)}\nconst key = "${blob(Random.fromSeed(2), 44)}";\n`;
const failed = (checks: ReturnType<typeof checkByOthers>["checks"]) =>
  checks.filter(({ status }) => status === "failed").map(({ input }) => input);

describe("files of a repository", () => {
  it("are not judged while they are as they were, under whatever name", () => {
    const moved = files.map((one, i) => (i === 5 ? { ...one, name: "moved.js" } : one));
    expect(checkByOthers(moved, usual, 1, order)).toEqual({ checks: [], notes: [], unchanged: 60 });
  });

  it("fail with the lines that are unlike the others", () => {
    const lines = secret.split("\n").length - 1;
    const now = files.map((one, i) => (i === 3 ? file(one.name, secret) : one));
    const { checks } = checkByOthers(now, usual, 1, order);
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({
      input: "3.js",
      rule: "odd",
      status: "failed",
      why: "it looks like random characters, as in data, hashes and keys",
      odd: { lastLine: lines, kind: ".js", among: 60 },
    });
    expect(checks[0]!.odd!.p).toBeLessThan(0.01);
  });

  it("fail for words of another language, by name where the ending is new, too", () => {
    const german =
      "Der Ausschuss hat zweimal getagt und wird berichten, was er gefunden hat; niemand wusste vorher davon. ";
    const more =
      "Straßen Häuser Gärten Wälder Felder Flüsse Berge Täler Seen Inseln Küsten Meere Wolken Winde Regen ";
    const letters = "abcdefghijklmnopqrstuvwxyz";
    // A hundred words that nobody else has, in letters that all have.
    const words = Array.from(
      { length: 100 },
      (_, i) => `zu${letters[i % 26]}${letters[(i * 7) % 26]}${letters[(i * 11) % 26]}um`,
    );
    const own = file("docs/plan.txt", `${german}${more}${words.join(" ")}\n`);
    const { checks } = checkByOthers([...files, own], usual, 1, order);
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({ input: "docs/plan.txt", status: "failed" });
    expect(checks[0]!.why).toContain("no other file ends in .txt");
    const counts = unknownWords([...files, own], assignGroups([...files, own], 1), (i) => i === files.length);
    const { different, unknown } = counts.at(-1)!;
    expect([different, unknown]).toEqual([different, different]);
    expect(counts.slice(0, -1).every((one) => one === undefined)).toBe(true);
  });

  it("pass when they are new and like the others, and only requested files are judged", () => {
    const more = sourceFiles(62)
      .slice(60)
      .map(({ name, text }) => file(name, text));
    const { checks } = checkByOthers([...files, ...more], usual, 1, order);
    expect(checks.map(({ input, status }) => [input, status])).toEqual([
      ["60.js", "passed"],
      ["61.js", "passed"],
    ]);
    const some = [...files, more[0]!, { ...more[1]!, isJudged: false }];
    expect(checkByOthers(some, usual, 1, order).checks.map(({ input }) => input)).toEqual(["60.js"]);
  });

  it.each([
    [1, 0],
    [0, 1],
    [1, 20],
    [20, 1],
  ])(
    "fail where less than .005 usual files would surprise as much beside %i new and %i changed",
    (added, changed) => {
      const { countsAs } = releases;
      const share = 0.005 / (added * countsAs.new + changed * countsAs.changed);
      // From such that no one would name to such that everyone would.
      for (const length of [8, 12, 16, 20, 24, 32, 44]) {
        const key = `${text(3)}\nconst key = "${blob(Random.fromSeed(length), length)}";\n`;
        const now = files.map((one, i) => {
          if (i >= changed) return one;
          return file(one.name, i === 0 ? key : `${text(i)}\nconst value = this;\n`);
        });
        const more = sourceFiles(60 + added).slice(60);
        const news = more.map(({ name, text: own }, i) => file(name, i === 0 ? key : own));
        const { checks } = checkByOthers([...now, ...news], usual, 1, order);
        expect(checks).toHaveLength(added + changed);
        for (const { status, odd } of checks) expect(status === "failed").toBe(odd!.p <= share);
      }
    },
  );

  it("are judged among each other where nothing was accepted", () => {
    const now = [...files, file("blob.js", `const blob = "${blob(Random.fromSeed(3), 2000)}";\n`)];
    const { checks } = checkByOthers(now, null, 1, order);
    expect([checks.length, failed(checks)]).toEqual([61, ["blob.js"]]);
    // What was accepted in a small repository stays so when it has grown.
    const small = {
      ...usual,
      files: usualOf(now.slice(-1), surprisesOf(now.slice(-1), 1, order), 1, order).files,
    };
    expect(failed(checkByOthers(now, small, 1, order).checks)).toEqual([]);
  });

  it("are not judged while they are few", () => {
    expect(checkByOthers(files.slice(0, 19), null, 1, order)).toEqual({
      checks: [],
      unchanged: 0,
      notes: ["19 files: too few to estimate what is usual, which takes 20"],
    });
    expect(checkByOthers(files.slice(0, 20), null, 1, order).checks).toHaveLength(20);
    expect(checkByOthers([], null, 1, order).notes).toHaveLength(1);
  });
});

describe("a proposal", () => {
  it("accepts what is there and sets no limit where files are many", () => {
    const strange = file("b.js", `const blob = "${blob(Random.fromSeed(3), 2000)}";\n`);
    const proposal = propose([...files, strange, file("README", text(4))], 1, order);
    expect(proposal.config).toEqual({ odd: true });
    expect(proposal.kinds.map(({ kind, files: count, odd }) => [kind, count, odd])).toEqual([
      [".js", 61, 1],
      [null, 1, 0],
    ]);
    expect(proposal.usual.files).toHaveLength(62);
    expect(proposal.odd.map(({ input }) => input)).toEqual(["b.js"]);
  });

  it("says of each kind how many files and bytes it has, and what half of them cost, the one with most files first", () => {
    const names = ["a.js", "b.js", "c.js", "x/d.d.ts", "README", "e.md", "f.MD", "LICENSE"];
    const own = names.map((name, i) => file(name, text(i)));
    const { kinds, usual: found, odd } = propose(own, 1, order);
    expect(kinds.map(({ kind, files: count, limit }) => [kind, count, limit])).toEqual([
      [".js", 3, null],
      [null, 2, null],
      [".md", 2, null],
      [".ts", 1, null],
    ]);
    const of = [[0, 1, 2], [4, 7], [5, 6], [3]];
    const bytesOf = (places: readonly number[]) => places.reduce((sum, i) => sum + own[i]!.bytes.length, 0);
    expect(kinds.map(({ bytes }) => bytes)).toEqual(of.map(bytesOf));
    // The one in the middle; of two the one that costs more.
    const rates = surprisesOf(own, 1, order).map((one) => one!.rate);
    const middle = (places: readonly number[]) =>
      places.map((i) => rates[i]!).sort((a, b) => a - b)[places.length >> 1];
    expect(kinds.map((one) => one.usual)).toEqual(of.map(middle));
    expect([found.files.length, odd.length]).toEqual([8, 0]);
  });

  it("limits symbols of files of 1000 bytes and more, and names in a glob what is beyond that", () => {
    const base64 = (length: number) => blob(Random.fromSeed(5), length);
    const own = [
      file("short", base64(999)),
      file("long", base64(1000)),
      file("{b}*?\\.x", base64(2000)),
      file("a", text(1)),
    ];
    const { config, beyond } = propose(own, 1, order);
    expect(beyond).toEqual(["long", "{b}*?\\.x"]);
    expect(config).toEqual({
      odd: true,
      budgets: [
        {
          files: ["*", "!/long", "!/\\{b\\}\\*\\?\\\\.x"],
          minSymbols: 1000,
          symbolEntropy: { max: 5.75 },
          why: expect.stringContaining("base64"),
        },
      ],
    });
  });

  it("sets a limit where they are few, which leaves out what is beyond it today", () => {
    const packed = file("[a].js", `const blob = "${blob(Random.fromSeed(3), 4000)}";\n`);
    const { config, beyond } = propose([...files.slice(0, 8), packed], 1, order);
    expect(beyond).toEqual(["[a].js"]);
    expect(config.budgets![0]).toMatchObject({ files: ["*", "!/\\[a\\].js"], symbolEntropy: { max: 5.75 } });
  });
});
