import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePathGlob } from "../../../src/input/glob.ts";

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

  it("refuses braces that expand to too much", () => {
    expect(() => compilePathGlob("{a,b}".repeat(20))).toThrow("braces expand to more than 256 globs");
  });
});
