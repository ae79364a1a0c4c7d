// Makes docs/site: README, guides, reference, gallery and playground as pages that need no server, with a search that runs in
// them, and the lens on four real things. Fails when a link leads nowhere. The site is made where it is published and not kept in
// the repository; `--without-pages` leaves out the playground and the lenses, which take a minute.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, deflateRawSync } from "node:zlib";
import markdownIt from "markdown-it";
import { bundleSources } from "../benchmarks/bundle-sources.mjs";
import { arithmeticData, arithmeticPanel } from "./arithmetic-pictures.mjs";
import { withOneKernel } from "./build-playground.mjs";
import { drawLenses } from "./gallery-lenses.mjs";
import { glossaryPage } from "./glossary-page.mjs";
import { licences, rule } from "./licences.mjs";
import { inOneFile } from "./one-file.mjs";
import { referencePage } from "./reference-page.mjs";
import { withShell } from "./shown-commands.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
/** Where docs/gallery.md has a page that is part of the site alone. */
const lensPage = /<!-- page: (\S+) -->/g;
/** Where docs/arithmetic.md has a panel that needs the colours of the site. */
const panelPlace = "<!-- panel -->";

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The name of a heading behind #, as GitHub makes it. */
const slug = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

/** Documents of the site, from the root of the project, the first one first. */
function documents() {
  const own = readdirSync(root).filter((name) => name.endsWith(".md") && name !== "README.md");
  const inDocs = ["docs", "docs/guides", "docs/evidence", "docs/contributing"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  );
  return ["README.md", ...own.sort(), ...inDocs.sort()];
}

const pageOf = (document) => (document === "README.md" ? "start.html" : document.replace(/\.md$/, ".html"));

/** Pages that are made from definitions and docstrings, and are not in the repository. @returns {Promise<Map<string, string>>} */
async function generatedPages(withApi) {
  const pages = new Map([
    ["docs/reference.md", await referencePage()],
    ["docs/glossary.md", glossaryPage()],
  ]);
  // Declarations take a build.
  if (withApi) pages.set("docs/api.md", (await import("./api-page.mjs")).apiPage);
  return pages;
}

/** A document as HTML, with its headings, their sections as text, and its links. */
function rendered(document, markdownText = readFileSync(join(root, document), "utf8")) {
  const markdown = markdownIt({ html: true, linkify: false });
  const links = [];
  const anchors = new Set();
  const sections = [];
  const tokens = markdown.parse(markdownText, {});
  let title = document;
  for (const [i, token] of tokens.entries()) {
    const inline = token.type === "inline" ? token : undefined;
    if (token.type === "heading_open") {
      const heading = (tokens[i + 1].children ?? [])
        .filter(({ type }) => type === "text" || type === "code_inline")
        .map(({ content }) => content)
        .join("");
      token.attrSet("id", slug(heading));
      anchors.add(slug(heading));
      if (token.tag === "h1") title = heading;
      sections.push({ heading, anchor: slug(heading), text: "" });
    } else if (token.type === "table_open") {
      token.attrSet("data-wide", "");
    } else if (inline || token.type === "fence") {
      if (tokens[i - 1]?.type !== "heading_open" && sections.length > 0)
        sections.at(-1).text += ` ${textOf(token)}`;
    }
    if (token.type === "html_block" || inline)
      for (const [, id] of (token.content ?? "").matchAll(/<a id="([^"]+)"/g)) anchors.add(id);
    for (const child of inline?.children ?? []) {
      const name = child.type === "link_open" ? "href" : child.type === "image" ? "src" : undefined;
      if (name === undefined) continue;
      const link = child.attrGet(name);
      links.push(link);
      child.attrSet(name, addressOf(document, link));
    }
  }
  const html = markdown.renderer
    .render(tokens, markdown.options, {})
    .replaceAll('<table data-wide="">', '<div class="wide"><table>')
    .replaceAll("</table>", "</table></div>");
  return { document, title, html, links, anchors, sections };
}

function textOf({ children, content }) {
  if (children === null || children === undefined) return content;
  return children
    .map(({ type, content: own }) => (type === "text" || type === "code_inline" ? own : " "))
    .join("");
}

const isOutside = (link) => /^[a-z]+:/.test(link);

/** Where a link leads to, from the root of the project, and the name behind its #. */
function goalOf(document, link) {
  const [path, anchor] = link.split("#");
  return {
    path: path === "" ? document : posix.normalize(posix.join(posix.dirname(document), path)),
    anchor,
  };
}

/** A link of a document as the site has it. */
function addressOf(document, link) {
  if (isOutside(link)) return link;
  const { path, anchor } = goalOf(document, link);
  const target = path.endsWith(".md") ? pageOf(path) : path;
  const from = posix.relative(posix.dirname(pageOf(document)), target) || posix.basename(target);
  return anchor === undefined ? from : `${from}#${anchor}`;
}

/** All documents, those elsewhere that they lead to, and generated ones. */
function allPages(generated) {
  const pages = [
    ...documents().map((document) => rendered(document)),
    ...[...generated].map(([document, text]) => rendered(document, text)),
  ];
  const known = new Set(pages.map(({ document }) => document));
  // Pages that are found on the way are looked at, too.
  for (const { document, links } of pages) {
    for (const link of links.filter((one) => !isOutside(one))) {
      const { path } = goalOf(document, link);
      if (known.has(path) || !path.endsWith(".md") || path.startsWith("..")) continue;
      known.add(path);
      if (existsSync(join(root, path))) pages.push(rendered(path));
    }
  }
  return pages;
}

/** Links that lead nowhere, and the files beside documents that others lead to. */
function followed(pages) {
  const byDocument = new Map(pages.map((page) => [page.document, page]));
  const dead = [];
  const files = new Set();
  for (const { document, links } of pages) {
    for (const link of links.filter((one) => !isOutside(one))) {
      const { path, anchor } = goalOf(document, link);
      const page = byDocument.get(path);
      const isFile =
        !path.startsWith("..") && existsSync(join(root, path)) && statSync(join(root, path)).isFile();
      if (page === undefined && isFile) files.add(path);
      const leads = page === undefined ? isFile : anchor === undefined || page.anchors.has(anchor);
      if (!leads) dead.push(`${document}: ${link} leads nowhere`);
    }
  }
  return { dead, files };
}

/** What the bar above every page leads to, and what stands beside the pages of each area. */
const areas = [
  { name: "Start", first: "README.md", has: (document) => document === "README.md" },
  {
    name: "Map",
    first: "docs/map.md",
    has: (document) => /^docs\/(arithmetic|gallery|lens|map)\.md$/.test(document),
  },
  { name: "Playground", first: "docs/playground.md", has: (document) => document === "docs/playground.md" },
  { name: "Guides", first: "docs/guides/shell.md", has: (document) => document.startsWith("docs/guides/") },
  {
    name: "Evidence",
    first: "docs/evidence/networks.md",
    has: (document) => document.startsWith("docs/evidence/"),
  },
  { name: "Reference", first: "docs/method.md", has: (document) => document.startsWith("docs/") },
  { name: "Project", first: "CONTRIBUTING.md", has: () => true },
];
const areaOf = (document) => areas.find(({ has }) => has(document));

const link = (from, to, text, attributes = "") =>
  `<a href="${escaped(posix.relative(posix.dirname(from), to) || posix.basename(to))}"${attributes}>${text}</a>`;

/** The bar above every page: brand, areas, search and the switch of the theme. */
function topBar(page, current) {
  const links = areas.map((area) =>
    link(page, pageOf(area.first), area.name, area === current ? ' aria-current="true"' : ""),
  );
  return `<header class="top">${link(page, "index.html", "mesoscope", ' class="brand"')}
<nav class="areas" aria-label="Areas">${links.join("")}</nav>
<label><span hidden>Search</span><input type="search" id="search" placeholder="Search" aria-label="Search"></label>
<button type="button" id="theme">dark</button></header>
<ul id="found" hidden aria-live="polite"></ul>`;
}

/** The pages of an area, as one of them lists them. */
function sideBar(pages, extras, page, current) {
  const own = pages.filter(({ document }) => areaOf(document) === current);
  const items = [
    ...own.map(({ document, title }) => [pageOf(document), document === "README.md" ? "Set up" : title]),
    ...extras.filter(([, , area]) => area === current.name),
  ].map(
    ([to, title]) => `<li>${link(page, to, escaped(title), to === page ? ' aria-current="page"' : "")}</li>`,
  );
  return `<nav aria-label="Pages of this area"><details id="pages" class="pages" open><summary>${current.name}</summary><ul>${items.join("")}</ul></details></nav>`;
}

/** @param policy of what the page may do beyond showing itself; empty: no other than the browser's */
function htmlOf({ title, page, style, body, area, policy = "" }) {
  const up = "../".repeat(page.split("/").length - 1);
  return `<!doctype html>
<html lang="en" data-root="${up}">
<head>
<meta charset="utf-8">${policy && `\n<meta http-equiv="Content-Security-Policy" content="${policy}">`}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#text">to the text</a>
${topBar(page, area)}
${body}
<script defer src="${up}site.js"></script>
</body>
</html>
`;
}

/** The front page: what it is, the map, the playground, and where to go. @param extras pages that are no documents @param places of `landmarks` */
function frontPage(pages, extras, style, places) {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const lead = /^mesoscope says .*$/m.exec(readme)[0];
  const has = (address) => extras.some(([own]) => own === address);
  const card = ({ document, title, sections }) => {
    const about = sections[0].text
      .replaceAll(/\s*\([^)]*\)/g, "")
      .replaceAll(/\s+/g, " ")
      .trim()
      .split(/(?<=\.) |:/)[0];
    const [first, ...rest] = title.replace(/^Guide: /, "");
    return `<li>${link("index.html", pageOf(document), `<b>${escaped(first.toUpperCase() + rest.join(""))}</b><span>${escaped(about)}</span>`)}</li>`;
  };
  const guides = pages.filter(({ document }) => document.startsWith("docs/guides/"));
  const playground = "docs/playground/index.html";
  const map = "docs/gallery/map.html";
  const body = `<main id="text" class="front">
<h1>How much of it is random, and how much can be learned?</h1>
<p class="lead">${escaped(lead)}</p>
${readFileSync(join(root, "site/drop/panel.html"), "utf8")}
<script type="application/json" id="landmarks">${JSON.stringify(places).replaceAll("<", "\\u003c")}</script>
<script defer src="drop.js"></script>
<h2>The command</h2>
<pre>npm ci &amp;&amp; npm start</pre>
<h2>The map</h2>
<p>Order is on the left, noise on the right. Above the line is structure, the middle regime: text and code go on teaching, so that their tails rise.</p>
<img src="docs/gallery/regimes.svg" alt="Twelve corpora between order and noise: text and code stand above the line, tables below, generated noise and periods on the floor">
${has(map) ? link("index.html", map, "Open the map of 25 corpora", ' class="go"') : link("index.html", pageOf("docs/map.md"), "How to read the map", ' class="go"')}
<h2>The playground</h2>
<p>A page on which a text becomes noise while a slider moves.</p>
${link("index.html", has(playground) ? playground : pageOf("docs/playground.md"), "Open the playground", ' class="go"')}
<h2>Guides</h2>
<ul class="cards">${guides.map(card).join("")}</ul>
</main>`;
  return htmlOf({
    title: "mesoscope: between order and noise",
    page: "index.html",
    style: `${style}\n${readFileSync(join(root, "site/drop/drop.css"), "utf8")}`,
    policy: "connect-src 'none'; form-action 'none'; object-src 'none'; base-uri 'none'",
    body,
    area: undefined,
  });
}

/** Places of known things for the map of the front page, by the length at which they were measured. */
async function landmarks() {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-site-"));
  const parts = ["src/spectrum/reference-families", "src/report/kit/format"];
  const { referenceFamilies, heightOf } = await bundleSources(parts, folder);
  rmSync(folder, { recursive: true, force: true });
  const rows = (file, of) => JSON.parse(readFileSync(join(root, "data", file), "utf8"))[of];
  const place = (name, { spectrum: { randomness, growth } }) => [
    name,
    randomness.value,
    heightOf(growth.value),
  ];
  const { members } = referenceFamilies.find(({ kind }) => kind === "landmarks");
  const tables = readdirSync(join(root, "data")).filter((file) => file.startsWith("references-"));
  return Object.fromEntries(
    tables.map((file) => {
      const n = Number(/\d+/.exec(file)[0]);
      const references = rows(file, "references");
      const corpora = n === 100_000 ? Object.entries(rows("corpora.json", "corpora")) : [];
      const known = members.map(([name, , recipe]) => place(name, references[recipe]));
      return [n, [...known, ...corpora.map(([id, row]) => place(id, row))]];
    }),
  );
}

/** The scripts of the front page: what it shows, and what measures, which is loaded when there is something to measure. */
async function writeDrop(target) {
  const bundled = (entry, format, plugins = []) =>
    inOneFile(
      join(root, "site/drop/browser", entry),
      { format, minify: true },
      { cwd: root, platform: "browser", transform: { target: "es2022" }, plugins },
    );
  const worker = await bundled("worker.ts", "iife", [withOneKernel, withDeflatedModels]);
  const page = await bundled("drop.ts", "iife");
  writeScript(join(target, "drop.js"), page, page.code);
  writeScript(
    join(target, "drop-worker.js"),
    worker,
    `globalThis.dropWorker = ${JSON.stringify(worker.code)};\n`,
  );
}

/** Models of likenesses as browsers can unpack them. */
const withDeflatedModels = {
  name: "with-deflated-models",
  transform(code, id) {
    if (!id.endsWith("likenesses.json")) return null;
    const table = JSON.parse(code);
    const models = brotliDecompressSync(Buffer.from(table.models.join(""), "base64"));
    return JSON.stringify({ ...table, models: [deflateRawSync(models, { level: 9 }).toString("base64")] });
  },
};

/** A script with the notices of what it is made of. */
function writeScript(file, { moduleIds }, code) {
  const notices = licences(
    root,
    moduleIds.map((id) => relative(root, id)),
  );
  write(file, `/*\n${notices.join(rule).replaceAll("*/", "* /")}*/\n${code}`);
}

const write = (file, text) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** The lens on four real things, with the licences of what they are made of. @returns {string[][]} pages and titles */
function writeLenses(target) {
  const manifestOf = (id) => JSON.parse(readFileSync(join(root, `corpora/manifests/${id}.json`), "utf8"));
  return withShell((run, folder) => {
    const drawn = drawLenses(run, folder, { pages: true });
    const texts = [...new Set(drawn.flatMap(({ corpora }) => corpora))].map((id) => {
      const { title, source, licence } = manifestOf(id);
      const own = join(root, "corpora/node_modules", source.package);
      const files = readdirSync(own).filter((file) => /^(licen[cs]e|notice)\b/i.test(file));
      const about = `${title}: ${source.package} ${source.version}, ${licence.content}`;
      return [about, ...files.map((file) => readFileSync(join(own, file), "utf8").trim())].join("\n\n");
    });
    const notices = "docs/gallery/licences.txt";
    write(join(target, notices), `${texts.join(rule)}\n`);
    const pages = drawn.map(({ id, title, page }) => {
      const name = `docs/gallery/lens-${id}.html`;
      copyFileSync(page, join(target, name));
      return [name, `The lens: ${title}`, "Map"];
    });
    return [...pages, [notices, "Licences of these texts", "Map"]];
  });
}

/** The bundled corpora on the map, as a page that is used with pointer and keyboard. */
function writeMap(file) {
  withShell((run, folder) => {
    run("mesoscope map -o map.html", folder);
    copyFileSync(join(folder, "map.html"), file);
  });
}

/**
 * Writes the site.
 *
 * @param {string} target folder, which is made anew
 * @param {{ pages: boolean }} options pages: whether the playground and the lenses are made, too
 * @throws Error that lists links that lead nowhere
 */
export async function buildSite(target, { pages: withPages }) {
  const pages = allPages(await generatedPages(withPages));
  const { dead, files } = followed(pages);
  if (dead.length > 0) throw new Error(dead.join("\n"));
  rmSync(target, { recursive: true, force: true });
  const extras = [];
  if (withPages) {
    const { playgroundPage } = await import("./build-playground.mjs");
    write(join(target, "docs/playground/index.html"), await playgroundPage());
    extras.push(["docs/playground/index.html", "Open the playground", "Playground"], ...writeLenses(target));
    writeMap(join(target, "docs/gallery/map.html"));
    extras.push(["docs/gallery/map.html", "Open the map of 25 corpora", "Map"]);
  }
  const style = readFileSync(join(root, "src/page/browser/site.css"), "utf8");
  for (const { document, title, html } of pages) {
    const page = pageOf(document);
    const area = areaOf(document);
    const side = sideBar(pages, extras, page, area);
    const linked = html
      .replaceAll(lensPage, (_, name) =>
        withPages ? `<p><a href="gallery/${name}">Open the page</a></p>` : "",
      )
      .replace(panelPlace, () => arithmeticPanel(arithmeticData()));
    const body = `<div class="site">\n${side}\n<main id="text">\n${linked}\n</main>\n</div>`;
    write(join(target, page), htmlOf({ title, page, style, body, area }));
  }
  write(join(target, "index.html"), frontPage(pages, extras, style, await landmarks()));
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(root, file), join(target, file));
  }
  const sections = pages.flatMap(({ document, title, sections: own }) =>
    own.map(({ heading, anchor, text }) => ({
      page: title,
      heading,
      text: text.replaceAll(/\s+/g, " ").trim(),
      href: `${pageOf(document)}#${anchor}`,
    })),
  );
  write(join(target, "sections.js"), `globalThis.siteSections = ${JSON.stringify(sections)};\n`);
  const bundle = await inOneFile(
    join(root, "src/page/browser/site.ts"),
    { format: "iife", minify: true },
    { cwd: root, platform: "browser", transform: { target: "es2022" } },
  );
  writeScript(join(target, "site.js"), bundle, bundle.code);
  await writeDrop(target);
  return { pages: pages.length + extras.length, files: files.size };
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  const target = join(root, "docs/site");
  const made = await buildSite(target, { pages: !process.argv.includes("--without-pages") });
  console.error(`${relative(root, target)}: ${made.pages} pages, ${made.files} files beside them`);
}
