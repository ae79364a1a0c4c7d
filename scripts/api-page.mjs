// The API page of the site, from the declarations and docstrings of what the entries of the library export, which
// `npm run build` makes. Importing it fails when something that is exported has no docstring.
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "rolldown/utils";
import { grouped } from "./markdown.mjs";

const types = fileURLToPath(new URL("../.build/types/", import.meta.url));

/** Folders of src as headings. */
const headings = {
  library: "Functions",
  core: "Data and definitions",
  results: "Results",
  features: "Distances",
  sources: "Sources",
};

/** Entries beside the library itself as headings. */
const otherHeadings = {
  statistics: "Formulas",
  sources: "Sources and recipes",
  observer: "The observer",
  lens: "The lens",
};

/** Calls of features are functions of the library. */
function folderOf(path) {
  const [folder] = path.split("/");
  return folder === "features" && path.endsWith("/call.d.ts") ? "library" : folder;
}

/** The names that an exported declaration brings. */
function namesOf(declaration) {
  if (declaration.type !== "VariableDeclaration") return [declaration.id.name];
  return declaration.declarations.map(({ id }) => id.name);
}

/** A file of declarations as a user of the package sees it: no bodies, inferred types written out. */
const parsed = new Map();
function declarationsOf(path) {
  if (!parsed.has(path)) {
    const source = readFileSync(path, "utf8");
    const { program, comments } = parseSync(path, source);
    const exported = program.body.filter(({ type }) => type === "ExportNamedDeclaration");
    parsed.set(path, { source, comments, exported, body: program.body });
  }
  return parsed.get(path);
}

/** What a file exports, and the file that declares it. */
function exportsOf(path) {
  return declarationsOf(path).exported.flatMap(({ source, specifiers, declaration }) => {
    if (declaration !== null) return namesOf(declaration).map((name) => ({ name, path }));
    const from = join(dirname(path), source.value.replace(/\.js$/, ".d.ts"));
    return specifiers.map(({ local }) => ({ name: local.name, path: from }));
  });
}

const withoutBraces = (text) => text.replace(/\{@link (\S+?)\}/g, "`$1`");
/** Lines of docstrings are wrapped; an empty one parts paragraphs. */
const joined = (text) =>
  withoutBraces(text)
    .trim()
    .replace(/(?<!\n)\n(?!\n)/g, " ");

/** The words of the docstring right before a declaration: what it says, and its tags. */
function docsOf({ source, comments }, { start }) {
  const before = comments.findLast(({ end }) => end <= start);
  if (before === undefined || !before.value.startsWith("*") || source.slice(before.end, start).trim() !== "")
    return undefined;
  const text = before.value.slice(1).replace(/^[ \t]*\*[ \t]*/gm, "");
  const [said, ...tags] = text.split(/^(?:@(?=\w)|(?=Cost: ))/m);
  return { said: joined(said), tags };
}

function tagLine(tag) {
  const [, kind, words] = /^(\w+):?\s+(.*)$/s.exec(tag);
  const text = joined(words);
  switch (kind) {
    case "param":
      return text.replace(/^(\S+)\s+(?:- )?/, "- `$1`: ");
    case "returns":
      return `- returns ${text}`;
    case "Cost":
      return `- cost: ${text}`;
    case "throws":
      return text === "never" ? "- throws never" : `- throws ${text}`;
    default:
      throw new Error(`unknown tag @${kind}`);
  }
}

/** Lines of a constant at most: schemas and tables of definitions are for the compiler to know. */
const mostLines = 20;

/** The declaration without its own docstring; those of its members stay. */
function codeOf(source, { declaration, end }) {
  const text = source.slice(declaration.start, end);
  if (declaration.type === "VariableDeclaration" && text.split("\n").length > mostLines)
    return `const ${namesOf(declaration)}: { ... }`;
  return text
    .replace(/^declare /, "")
    .replace(/^ +(private |#private).*\n/gm, "")
    .replace(/^( +)/gm, (indent) => indent.slice(indent.length / 2));
}

/** Names of types that stand in a declaration, but for those of private members. */
function* namesIn(node) {
  if (Array.isArray(node)) for (const one of node) yield* namesIn(one);
  if (node === null || typeof node !== "object" || Array.isArray(node)) return;
  if (node.accessibility === "private" || node.key?.type === "PrivateIdentifier") return;
  const named =
    node.typeName ??
    node.exprName ??
    (node.type === "TSInterfaceHeritage" ? node.expression : node.superClass);
  if (named?.type === "Identifier") yield named.name;
  if (named?.type === "TSQualifiedName") yield named.left.name;
  for (const [key, child] of Object.entries(node)) if (key !== "parent") yield* namesIn(child);
}

/** Where a name of a file is declared; undefined: it is the language's, or a parameter. */
function declarationOf(name, path) {
  const { body } = declarationsOf(path);
  for (const statement of body) {
    const own = statement.declaration ?? statement;
    if (
      /Declaration$/.test(own.type) &&
      own.type !== "ImportDeclaration" &&
      own.type !== "ExportNamedDeclaration" &&
      namesOf(own).includes(name)
    )
      return { path, statement, name };
    const specifier =
      statement.type === "ImportDeclaration" && statement.specifiers.find(({ local }) => local.name === name);
    if (!specifier) continue;
    const from = statement.source.value;
    if (!from.startsWith(".")) return { path: from };
    return declarationOf(specifier.imported.name, join(dirname(path), from.replace(/\.js$/, ".d.ts")));
  }
  return undefined;
}

/** Types that documented declarations refer to, by name. */
const mentioned = new Map();
const undocumented = [];

function describe({ name, path }) {
  const file = declarationsOf(path);
  const statements = file.exported.filter(
    ({ declaration }) => declaration !== null && namesOf(declaration).includes(name),
  );
  if (statements.length === 0) throw new Error(`no declaration of ${name}`);
  const docs = statements.map((statement) => docsOf(file, statement)).findLast((one) => one !== undefined);
  if (docs === undefined) undocumented.push(`${name} in ${relative(types, path)}`);
  const { said, tags } = docs ?? { said: "", tags: [] };
  for (const statement of statements) {
    if (codeOf(file.source, statement).endsWith("{ ... }")) continue;
    for (const other of namesIn(statement.declaration)) {
      const found = declarationOf(other, path);
      if (found !== undefined) mentioned.set(other, found);
    }
  }
  return {
    name,
    folder: folderOf(relative(types, path)),
    lines: [
      `### ${name}`,
      "",
      said,
      "",
      ...tags.map(tagLine),
      ...(tags.length === 0 ? [] : [""]),
      "```ts",
      ...statements.map((statement) => codeOf(file.source, statement)),
      "```",
      "",
    ],
  };
}

const described = (entry) => exportsOf(join(types, entry)).map(describe);
const library = described("index.d.ts");
const groups = grouped(library, ({ folder }) => folder);
const shown = new Set(library.map(({ name }) => name));
/** What each of the other entries has that those before it have not. */
const parts = Object.entries(otherHeadings).map(([entry, heading]) => {
  const own = exportsOf(join(types, `${entry}.d.ts`));
  const fresh = own.filter(({ name }) => !shown.has(name));
  for (const { name } of fresh) shown.add(name);
  const known = own.filter((one) => !fresh.includes(one)).map(({ name }) => `\`${name}\``);
  const also = known.length === 0 ? "" : ` It exports ${known.join(", ")}, too.`;
  return [
    `## ${heading}`,
    "",
    `From \`"mesoscope/${entry}"\`, in the calling thread.${also}`,
    "",
    ...fresh.map(describe).flatMap(({ lines }) => lines),
  ];
});
const others = [...mentioned]
  .filter(([name]) => !shown.has(name))
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { path, statement }]) => {
    if (statement === undefined) return { name, said: `of the package \`${path}\`` };
    const docs = docsOf(declarationsOf(path), statement);
    if (docs === undefined) undocumented.push(`${name} in ${relative(types, path)}`);
    const [first = ""] = (docs?.said ?? "").split(/(?<=\.)\s/);
    return { name, said: first.replaceAll("|", "\\|").replaceAll("\n", " ") };
  });
/** Markdown. */
export const apiPage = [
  "# Library",
  "",
  'What `import ... from "mesoscope"` and from its other entries gives, from its docstrings.',
  "Base 2 everywhere; shapes of arrays, units and errors are stated where they are not plain. Functions that build tables throw RangeError where memory is short. An example stands in the [README](../README.md#as-a-library).",
  "",
  ...Object.entries(headings).flatMap(([folder, heading]) => [
    `## ${heading}`,
    "",
    ...(groups.find(([id]) => id === folder)?.[1] ?? []).flatMap(({ lines }) => lines),
  ]),
  ...parts.flat(),
  "## Types that these refer to",
  "",
  "| type | is |",
  "| --- | --- |",
  ...others.map(({ name, said }) => `| \`${name}\` | ${said} |`),
  "",
].join("\n");

if (undocumented.length > 0) throw new Error(`no docstring: ${undocumented.join(", ")}`);
const unknown = groups.filter(([folder]) => !(folder in headings));
if (unknown.length > 0) throw new Error(`no heading for ${unknown.map(([folder]) => folder).join(", ")}`);
