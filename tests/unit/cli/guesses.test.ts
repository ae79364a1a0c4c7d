import { expect, test } from "vitest";
import { meantBy, optionsElsewhere } from "../../../src/cli/guesses.ts";
import { sharedOptions } from "../../../src/command/options.ts";
import { commands } from "../../../src/features/registry.ts";

const names = commands.map(({ name }) => name);
/** A file that is there, from where tests run. */
const file = "package.json";
const meant = (typed: string) => meantBy(typed.split(" "), names).join(" ");

/** What someone types who has read nothing, and what it means here: fixed before the words were chosen. */
test.each([
  ["version", "--version"],
  ["list", "help"],
  ["commands", "help"],
  ["examples", "help"],
  ["man", "help"],
  ["-h generate", "help generate"],
  ["--help compare", "help compare"],
  [`analyze ${file}`, file],
  [`analyse ${file} -f json`, `${file} -f json`],
  [`entropy ${file}`, file],
  [`stats ${file}`, file],
  [`measure ${file}`, file],
  [`info ${file}`, file],
  [`scan ${file} src`, `${file} src`],
  [`show ${file}`, file],
  [`randomness ${file}`, file],
  [`diff ${file} README.md`, `compare ${file} README.md`],
  [`similarity ${file} README.md`, `compare ${file} README.md`],
  [`train ${file} -o a.model`, `learn ${file} -o a.model`],
  [`plot ${file}`, `map ${file}`],
  [`chart ${file} -o a.svg`, `map ${file} -o a.svg`],
  [`view ${file}`, `lens ${file}`],
  [`heatmap ${file}`, `lens ${file}`],
  [`predict ${file}`, `forecast ${file}`],
  ["outliers src", "odd src"],
  ["gen coin -n 20", "generate coin -n 20"],
  ["make coin -n 20", "generate coin -n 20"],
  ["generators", "sources"],
  ["metrics", "estimators"],
  ["glossary growth", "define growth"],
  ["sources list", "sources"],
  ["estimators all", "estimators"],
  // What is known, and files, stay as they are.
  [file, file],
  ["src", "src"],
  [`map ${file}`, `map ${file}`],
  ["generate coin", "generate coin"],
  [`benchmark ${file}`, `benchmark ${file}`],
  ["-f json", "-f json"],
])("%s is %s", (typed, expected) => {
  expect(meant(typed)).toBe(expected);
});

test.each([
  ["analyze", 'no file and no command "analyze"; type: mesoscope FILE'],
  ["diff", 'no file and no command "diff"; type: mesoscope compare FILE'],
  ["gen", 'no file and no command "gen"; type: mesoscope generate RECIPE -n 1000'],
  ["demo", 'no file and no command "demo"; try: mesoscope --corpora core --map'],
  ["config", 'no file and no command "config"; try: mesoscope init'],
])("%s alone is refused with the line to type", (typed, message) => {
  expect(() => meant(typed)).toThrow(message);
});

test("nothing and names of objects are no guesses", () => {
  expect(meantBy([], names)).toEqual([]);
  for (const word of ["constructor", "toString", "__proto__", "hasOwnProperty"])
    expect(meant(`${word} ${file}`)).toBe(`${word} ${file}`);
});

test("no option of another program is one of ours", () => {
  const ours = Object.values(sharedOptions).flatMap(({ flags }) => flags.split(/[ ,]+/));
  for (const flag of Object.keys(optionsElsewhere)) expect(ours).not.toContain(flag);
});
