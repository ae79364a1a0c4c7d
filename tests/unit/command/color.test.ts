import { expect, test } from "vitest";
import { wantsAscii, wantsColor } from "../../../src/command/feature.ts";
import { foldersOf } from "../../../src/command/installation.ts";
import type { Io } from "../../../src/command/io.ts";

const io = (env: Record<string, string>, isTTY = true) => ({ env, stdout: { isTTY } }) as unknown as Io;

test.each<[boolean, Record<string, string>, boolean, boolean | undefined]>([
  [true, {}, true, undefined],
  [true, {}, true, true],
  [false, {}, false, true],
  [false, { FORCE_COLOR: "1" }, true, false],
  [false, { NO_COLOR: "0" }, true, undefined],
  [true, { FORCE_COLOR: "3" }, false, undefined],
  [false, { FORCE_COLOR: "false" }, true, undefined],
  [true, { FORCE_COLOR: "", NO_COLOR: "" }, true, undefined],
  [false, { TERM: "dumb" }, true, undefined],
  [true, { TERM: "dumb", FORCE_COLOR: "1" }, true, undefined],
])("colour %s with %j, terminal %s, option %s", (expected, env, isTTY, option) => {
  expect(wantsColor(io(env, isTTY), option)).toBe(expected);
});

test.each<[boolean, Record<string, string>, boolean | undefined]>([
  [false, {}, undefined],
  [false, { LANG: "en_US.UTF-8" }, undefined],
  [false, { LANG: "C.utf8" }, undefined],
  [true, { LANG: "C" }, undefined],
  [true, { LANG: "de_DE@euro" }, undefined],
  [true, { LC_ALL: "C", LANG: "en_US.UTF-8" }, undefined],
  [false, { LC_ALL: "", LC_CTYPE: "en_US.UTF-8", LANG: "C" }, undefined],
  [true, { TERM: "dumb", LANG: "en_US.UTF-8" }, undefined],
  [false, { TERM: "dumb" }, false],
  [true, {}, true],
])("ASCII %s with %j, option %s", (expected, env, option) => {
  expect(wantsAscii(io(env), option)).toBe(expected);
});

test("folders follow the XDG rules: relative ones are not heard", () => {
  const home = { HOME: "/home/x" };
  expect(foldersOf(io(home))).toMatchObject({
    cache: "/home/x/.cache/mesoscope/results-2",
    data: "/home/x/.local/share",
  });
  expect(foldersOf(io({ ...home, XDG_CACHE_HOME: "/c", XDG_DATA_HOME: "/d" }))).toMatchObject({
    cache: "/c/mesoscope/results-2",
    data: "/d",
  });
  expect(foldersOf(io({ ...home, XDG_CACHE_HOME: "relative" })).cache).toBe(
    "/home/x/.cache/mesoscope/results-2",
  );
});
