import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileGlob, compilePathGlob } from "../../../src/input/glob.ts";

describe("globs", () => {
  it.each<[string, string[], string[]]>([
    ["*.md", ["a.md", "docs/a.md", "docs/x/.md"], ["a.mdx", "a.md/b"]],
    ["docs/*.md", ["docs/a.md"], ["a.md", "docs/x/a.md", "x/docs/a.md"]],
    ["docs/**/*.md", ["docs/a.md", "docs/x/y/a.md"], ["docs.md", "docsx/a.md"]],
    ["./docs/**", ["docs/a", "docs/x/y"], ["doc/a"]],
    ["/src/a?c.ts", ["src/abc.ts"], ["src/a/c.ts", "src/ac.ts"]],
    ["**/test/**", ["test/a", "x/test/a/b"], ["x/tests/a"]],
    ["a**b", ["aXb", "ab"], ["a/b"]],
    ["[a-c]x[!0-9]", ["axz", "cx-"], ["dxz", "ax1", "ax/"]],
    ["src/{a,b/{c,d}}.{ts,js}", ["src/a.ts", "src/b/d.js"], ["src/b.ts", "src/{a}.ts"]],
    ["{a}", ["{a}"], ["a"]],
    ["\\*.md", ["*.md"], ["a.md"]],
    ["[", ["["], ["a"]],
    ["ключ*", ["ключи.txt"], ["клю"]],
  ])("%s", (glob, matched, others) => {
    const { matches } = compilePathGlob(glob);
    expect(matched.filter((path) => !matches(path))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });

  it("agrees with a regular expression made of the same parts", () => {
    const parts = fc.constantFrom<[string, string]>(
      ["a", "a"],
      ["b", "b"],
      ["*", "[^/]*"],
      ["?", "[^/]"],
      ["[ab]", "[ab]"],
      ["/", "/"],
      ["/**/", "/(?:[^/]+/)*"],
      ["{a,bb}", "(?:a|bb)"],
    );
    const path = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), path, (chosen, text) => {
        const glob = chosen.map(([own]) => own).join("");
        fc.pre(
          !glob.startsWith("/") &&
            !/\/\/|\*\*\/\/|\*{3}|\*\*(?!\/)|[^/]\*\*/.test(glob) &&
            !text.includes("//"),
        );
        const anchored = glob.includes("/") ? "" : "(?:[^/]+/)*";
        const expression = new RegExp(`^${anchored}${chosen.map(([, own]) => own).join("")}$`);
        expect(compilePathGlob(glob).matches(text)).toBe(expression.test(text));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("takes time that grows with path times glob, whatever the glob", () => {
    const { matches } = compilePathGlob(`${"*a".repeat(200)}b`);
    expect(matches("a".repeat(4000))).toBe(false);
  });

  it("agrees with all that its braces expand to", () => {
    const piece = fc.constantFrom("a", "b", "/", "*", "?", "**/", "[ab]", "[!a]", "**");
    const text = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(""));
    const { glob } = fc.letrec<{ glob: readonly string[]; choice: readonly string[] }>((tie) => ({
      // Each as [written, expanded...].
      glob: fc
        .tuple(text, fc.option(tie("choice"), { nil: null, maxDepth: 3 }), text)
        .map(([before, choice, after]) =>
          choice === null
            ? [before + after, before + after]
            : (choice as readonly string[]).map((one) => before + one + after),
        ),
      choice: fc
        .array(tie("glob"), { minLength: 2, maxLength: 3 })
        .map((globs) => [
          `{${(globs as unknown as readonly string[][]).map(([written]) => written).join(",")}}`,
          ...(globs as unknown as readonly string[][]).flatMap(([, ...expanded]) => expanded),
        ]),
    }));
    const path = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });
    // What stands at an edge of a choice may belong together with what is beside it.
    const isTornApart = (written: string) => /[*[\]][{},]|[{},][*/[\]!]|\/[},]/.test(written);
    fc.assert(
      fc.property(glob, path, ([written, ...expanded], one) => {
        fc.pre(!isTornApart(written!) && !one.includes("//") && !one.startsWith("/"));
        const matches = expanded.some((each) => compileGlob(each).matches(one));
        expect(compileGlob(written!).matches(one)).toBe(matches);
      }),
      { numRuns: 400, seed: 2 },
    );
  });

  it("says whether anything below a folder may match", () => {
    const reaches = (glob: string, folder: string) => compileGlob(glob).reaches(folder);
    expect(["src/", "src/a/", "src/a/b/"].filter((folder) => !reaches("src/**/*.ts", folder))).toEqual([]);
    expect(["lib/", "srcs/"].filter((folder) => reaches("src/**/*.ts", folder))).toEqual([]);
    expect([reaches("*.ts", "a/"), reaches("a/b", "a/"), reaches("a/b", "b/")]).toEqual([false, true, false]);
  });

  it("wildcards skip names that begin with a dot on request", () => {
    const hidden = [".a", "x/.a", ".x/a"];
    const open = (glob: string) => hidden.filter(compileGlob(glob, { dot: false }).matches);
    expect(["**", "**/*", "*", "?a", "[.]a", "**/a", "*/*"].flatMap(open)).toEqual([]);
    expect([open(".a"), open("**/.a"), open(".*/a"), open("{.a,b}")]).toEqual([
      [".a"],
      [".a", "x/.a"],
      [".x/a"],
      [".a"],
    ]);
  });

  it("refuses what is longer than any path", () => {
    expect(() => compilePathGlob("[".repeat(5000))).toThrow("a glob has 5003 characters");
  });
});
