import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { userCorporaFolder } from "../../../../src/input/corpora/corpus-roots.ts";
import { type InstallCommand, installCorpora } from "../../../../src/input/corpora/install-corpora.ts";
import { temporaryFolder } from "./fixture.ts";

const pins = {
  "corpora/package.json": '{"private":true}',
  "corpora/package-lock.json": '{"lockfileVersion":3}',
};

test("runs npm ci without scripts next to a copy of the pins", async () => {
  const root = temporaryFolder(pins);
  const home = temporaryFolder({});
  const folder = userCorporaFolder(root, home);
  const commands: InstallCommand[] = [];
  const outcome = await installCorpora(root, home, async (command) => {
    commands.push(command);
    expect(readdirSync(folder).sort()).toEqual(["package-lock.json", "package.json"]);
    return 0;
  });
  expect(outcome).toEqual({ status: "ok", folder });
  expect(commands).toEqual([
    { argv: ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd: folder },
  ]);
  expect(readFileSync(join(folder, "package.json"), "utf8")).toBe('{"private":true}');
  expect(readFileSync(join(folder, "package-lock.json"), "utf8")).toBe('{"lockfileVersion":3}');
});

test("can be repeated over an interrupted installation", async () => {
  const root = temporaryFolder(pins);
  const home = temporaryFolder({});
  expect((await installCorpora(root, home, async () => 1)).status).toBe("failed");
  expect((await installCorpora(root, home, async () => 0)).status).toBe("ok");
});

test("failures are values, in one line without an absolute path", async () => {
  const root = temporaryFolder(pins);
  const home = temporaryFolder({ mesoscope: "a file where a folder should be" });
  const reasonOf = async (packageRoot: string, dataHome: string, run: () => Promise<number>) => {
    const outcome = await installCorpora(packageRoot, dataHome, run);
    return outcome.status === "ok" ? "ok" : outcome.reason;
  };
  const free = temporaryFolder({});
  expect(await reasonOf(root, free, async () => 7)).toBe("npm ended with status 7");
  expect(
    await reasonOf(root, free, () => Promise.reject(Object.assign(new Error("x"), { code: "ENOENT" }))),
  ).toBe("npm could not be run: not found in PATH");
  expect(await reasonOf(root, home, async () => 0)).toBe(
    "the folder of the corpora cannot be prepared: ENOTDIR",
  );
  // A folder that takes no new ones, and says that they are not there.
  if (process.platform === "linux")
    expect(await reasonOf(root, "/proc", async () => 0)).toBe(
      "the folder of the corpora cannot be prepared: ENOENT",
    );
  expect(await reasonOf(free, free, async () => 0)).toBe(
    "the folder of the corpora cannot be prepared: ENOENT",
  );
});
