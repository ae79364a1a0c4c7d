// Writes docs/api.md from the docstrings of what src/index.ts and src/statistics.ts export. `--check` fails when it is not
// current; either way it fails when something that is exported has no docstring.
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { deliver, grouped } from "./markdown.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const entry = join(root, "src/index.ts");
const formulas = join(root, "src/statistics.ts");

/** Folders of src as headings. */
const headings = {
  library: "Functions",
  core: "Data and definitions",
  results: "Results",
  compare: "Distances",
  sources: "Sources",
};

const configPath = join(root, "tsconfig.build.json");
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(configPath, ts.sys.readFile).config,
  ts.sys,
  root,
);
const program = ts.createProgram([entry, formulas], options);
const checker = program.getTypeChecker();

/** Declarations of a source file as a user of the package sees them: no bodies, inferred types written out. */
const declared = new Map();
function declarationsOf(file) {
  let parsed = declared.get(file);
  if (parsed === undefined) {
    program.emit(
      file,
      (_, text) => {
        parsed = ts.createSourceFile(`${file.fileName}.d.ts`, text, options.target, true);
      },
      undefined,
      true,
    );
    declared.set(file, parsed);
  }
  return parsed;
}

/** @param {any} statement a declaration with a name */
const nameOf = (statement) =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations[0].name.getText()
    : statement.name?.text;

const withoutBraces = (text) => text.replace(/\{@link (\S+?)\}/g, "`$1`");
/** Lines of docstrings are wrapped; an empty one parts paragraphs. */
const joined = (text = "") =>
  withoutBraces(text)
    .trim()
    .replace(/(?<!\n)\n(?!\n)/g, " ");
const commentOf = (node) => joined(ts.getTextOfJSDocComment(node.comment));

function tagLine(tag) {
  const text = commentOf(tag).replace(/^- /, "");
  switch (tag.tagName.text) {
    case "param":
      return `- \`${tag.name.getText()}\`: ${text}`;
    case "typeParam":
      return `- ${text}`;
    case "returns":
      return `- returns ${text}`;
    case "throws":
      return text === "never" ? "- throws never" : `- throws ${text}`;
    default:
      throw new Error(`unknown tag @${tag.tagName.text}`);
  }
}

/** Lines of a constant at most: schemas and tables of definitions are for the compiler to know. */
const mostLines = 20;

/** The declaration without its own docstring; those of its members stay. */
function codeOf(statement) {
  if (ts.isVariableStatement(statement) && statement.getText().split("\n").length > mostLines)
    return `const ${nameOf(statement)}: { ... }`;
  return statement
    .getText()
    .replace(/^export (declare )?/, "")
    .replace(/^ +(private |#private).*\n/gm, "")
    .replace(/^( +)/gm, (indent) => indent.slice(indent.length / 2));
}

const undocumented = [];

function describe(symbol) {
  const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const file = original.declarations[0].getSourceFile();
  const statements = declarationsOf(file).statements.filter((one) => nameOf(one) === symbol.name);
  const docs = statements.flatMap((one) => one.jsDoc ?? []).at(-1);
  if (statements.length === 0) throw new Error(`no declaration of ${symbol.name}`);
  if (docs === undefined) undocumented.push(`${symbol.name} in ${relative(root, file.fileName)}`);
  return {
    folder: relative(join(root, "src"), dirname(file.fileName)).split("/")[0],
    lines: [
      `### ${symbol.name}`,
      "",
      docs === undefined ? "" : commentOf(docs),
      "",
      ...(docs?.tags ?? []).map(tagLine),
      ...(docs?.tags === undefined ? [] : [""]),
      "```ts",
      ...statements.map(codeOf),
      "```",
      "",
    ],
  };
}

const exportsOf = (file) =>
  checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file))).map(describe);
const groups = grouped(exportsOf(entry), ({ folder }) => folder);
const text = [
  "# Library",
  "",
  'What `import ... from "mesoscope"` and `"mesoscope/statistics"` give, made by `node scripts/build-api.mjs` from its docstrings.',
  "Base 2 everywhere; shapes of arrays, units and errors are stated where they are not plain. An example stands in the [README](../README.md#as-a-library).",
  "",
  ...Object.entries(headings).flatMap(([folder, heading]) => [
    `## ${heading}`,
    "",
    ...(groups.find(([id]) => id === folder)?.[1] ?? []).flatMap(({ lines }) => lines),
  ]),
  "## Formulas",
  "",
  'From `"mesoscope/statistics"`: pure functions, which work in the calling thread.',
  "",
  ...exportsOf(formulas).flatMap(({ lines }) => lines),
].join("\n");

if (undocumented.length > 0) throw new Error(`no docstring: ${undocumented.join(", ")}`);
const unknown = groups.filter(([folder]) => !(folder in headings));
if (unknown.length > 0) throw new Error(`no heading for ${unknown.map(([folder]) => folder).join(", ")}`);
deliver("docs/api.md", text, "build-api");
