import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { afterAll, describe, expect, it, test } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const workflows = readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`);

/** What GitHub's own parser finds wrong. */
async function faultsOf(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

it.each(workflows)("GitHub's parser understands %s", async (path) => {
  const text = read(path);
  expect(await faultsOf(path, text)).toEqual([]);
  expect(await faultsOf(path, text.replace("steps:", "step:"))).not.toEqual([]);
});

it("a pull request is tried on three systems and three versions of Node", () => {
  const { jobs } = parse(read(".github/workflows/pull-request.yml"));
  expect(jobs.tests.strategy.matrix.node).toEqual([20, 22, 24]);
  expect(jobs.tests.strategy.matrix.os.map((name: string) => name.replace(/-.*/, ""))).toEqual([
    "ubuntu",
    "macos",
    "windows",
  ]);
});

it("the citation is of the version of the package", () => {
  const { version, license } = JSON.parse(read("package.json"));
  const cited = parse(read("CITATION.cff"));
  expect([cited.version, cited.license, cited["cff-version"]]).toEqual([version, license, "1.2.0"]);
  const day = new Date(cited["date-released"]).toISOString().slice(0, 10);
  expect(read("CHANGELOG.md")).toContain(`## [${version}] - ${day}`);
});

it("issue forms have what GitHub wants", () => {
  for (const name of readdirSync(join(root, ".github/ISSUE_TEMPLATE")).filter(
    (one) => one !== "config.yml",
  )) {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`));
    expect([typeof form.name, typeof form.description, Array.isArray(form.body)]).toEqual([
      "string",
      "string",
      true,
    ]);
    for (const { type, id, attributes } of form.body) {
      expect(["markdown", "textarea", "input", "dropdown", "checkboxes"]).toContain(type);
      if (type === "markdown") expect(attributes.value).not.toBe("");
      else expect([typeof id, typeof attributes.label]).toEqual(["string", "string"]);
    }
  }
});

test("npm version writes the version and the day into the citation and the changelog", () => {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-version-"));
  try {
    writeFileSync(join(folder, "package.json"), '{"version": "9.8.7"}');
    writeFileSync(join(folder, "CITATION.cff"), read("CITATION.cff"));
    const write = () => spawnSync(process.execPath, [join(root, "scripts/version.mjs"), folder]).status;
    const news = read("CHANGELOG.md").replace("## [Unreleased]\n", "## [Unreleased]\n\n### New\n");
    writeFileSync(join(folder, "CHANGELOG.md"), news);
    expect(write()).toBe(0);
    const cited = parse(readFileSync(join(folder, "CITATION.cff"), "utf8"));
    const day = new Date(cited["date-released"]).toISOString().slice(0, 10);
    expect(cited.version).toBe("9.8.7");
    const changelog = readFileSync(join(folder, "CHANGELOG.md"), "utf8");
    expect(changelog).toContain(`## [Unreleased]\n\n## [9.8.7] - ${day}\n\n`);
    // A changelog without news is no release.
    expect(write()).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("the address of a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-address-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...argv: string[]) =>
    execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", ...argv], {
      encoding: "utf8",
    });
  const write = () =>
    spawnSync(process.execPath, [join(root, "scripts/address.mjs"), folder], { encoding: "utf8" });
  const inFolder = (path: string) => readFileSync(join(folder, path), "utf8");

  it("comes from the git remote; without one, one line says so", () => {
    for (const path of ["package.json", "CITATION.cff", "README.md", "docs/check.md", "docs/guides/ci.md"]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), read(path));
    }
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "all");
    const none = write();
    expect([none.status, none.stdout]).toEqual([1, ""]);
    expect(none.stderr).toBe(
      "address: the checkout has no remote with a web address: git remote add origin URL\n",
    );
    expect(inFolder("README.md")).toBe(read("README.md"));

    git("remote", "add", "origin", "git@code.example:earlier/mesoscope.git");
    expect(write().status).toBe(0);
    git("commit", "-qam", "released");
    // The next release has another commit, and perhaps another address.
    git("remote", "set-url", "origin", "git@code.example:group/mesoscope.git");
    const commit = git("rev-parse", "HEAD").trim();
    for (let times = 0; times < 2; times++)
      expect(write().stdout).toBe(`https://code.example/group/mesoscope ${commit}\n`);
    expect(inFolder("README.md")).toContain(`uses: group/mesoscope@${commit} #`);
    const check = inFolder("docs/check.md");
    expect(check).toContain(`git clone https://code.example/group/mesoscope /opt/mesoscope`);
    expect(check).toContain(`    rev: ${commit}\n`);
    expect(JSON.parse(inFolder("package.json"))).toMatchObject({
      ...JSON.parse(read("package.json")),
      repository: { type: "git", url: "git+https://code.example/group/mesoscope.git" },
      homepage: "https://code.example/group/mesoscope",
      bugs: "https://code.example/group/mesoscope/issues",
    });
    expect(parse(inFolder("CITATION.cff"))["repository-code"]).toBe("https://code.example/group/mesoscope");
  });
});
