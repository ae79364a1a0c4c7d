// Makes docs/site: README, guides, reference, gallery and playground as pages that need no server, with a search that runs in
// them, and the lens on five real things. Fails when a link leads nowhere. The site is made where it is published and not kept in
// the repository; `--without-pages` leaves out the playground and the lenses, which take a minute.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import markdownIt from "markdown-it";
import { drawLenses } from "./gallery-lenses.mjs";
import { licences, rule } from "./licences.mjs";
import { inOneFile } from "./one-file.mjs";
import { withShell } from "./shown-commands.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
/** Where docs/gallery.md has a page that is part of the site alone. */
const lensPage = /<!-- page: (\S+) -->/g;

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
  const inDocs = ["docs", "docs/guides"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  );
  return ["README.md", ...own.sort(), ...inDocs.sort(), "lab/README.md"];
}

const pageOf = (document) => (document === "README.md" ? "index.html" : document.replace(/\.md$/, ".html"));

/** A document as HTML, with its headings, their sections as text, and its links. */
function rendered(document) {
  const markdown = markdownIt({ html: true, linkify: false });
  const links = [];
  const anchors = new Set();
  const sections = [];
  const tokens = markdown.parse(readFileSync(join(root, document), "utf8"), {});
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

/** All documents, and those elsewhere that they lead to. */
function allPages() {
  const pages = documents().map(rendered);
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

/** @type {[name: string, belongs: (document: string) => boolean][]} */
const groups = [
  ["Start", (document) => document === "README.md" || document.startsWith("docs/guides/")],
  ["See", (document) => /^docs\/(gallery|playground|lens|map)\.md$/.test(document)],
  ["Reference", (document) => document.startsWith("docs/")],
  ["Project", () => true],
];

/** The list of all pages, as one of them shows it. */
function navigation(pages, extras, current) {
  const left = new Set(pages);
  const lists = groups.map(([name, belongs]) => {
    const own = [...left].filter(({ document }) => belongs(document));
    for (const one of own) left.delete(one);
    const items = [
      ...own.map(({ document, title }) => [pageOf(document), document === "README.md" ? "mesoscope" : title]),
      ...(name === "See" ? extras : []),
    ].map(([page, title]) => {
      const href = posix.relative(posix.dirname(current), page) || posix.basename(page);
      const here = page === current ? ' aria-current="page"' : "";
      return `<li><a href="${escaped(href)}"${here}>${escaped(title)}</a></li>`;
    });
    return `<b>${name}</b><ul>${items.join("")}</ul>`;
  });
  return lists.join("");
}

function pageHtml({ title, html, page, nav, style }) {
  const up = "../".repeat(page.split("/").length - 1);
  return `<!doctype html>
<html lang="en" data-root="${up}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#text">to the text</a>
<div class="site">
<nav aria-label="Documents"><label>Search <input type="search" id="search"></label><ul id="found" hidden aria-live="polite"></ul><details id="pages" open><summary>All pages</summary>${nav}</details></nav>
<main id="text">
${html}
</main>
</div>
<script defer src="${up}sections.js"></script>
<script defer src="${up}site.js"></script>
</body>
</html>
`;
}

const write = (file, text) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

/** The lens on five real things, with the licences of what they are made of. @returns {string[][]} pages and titles */
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
      return [name, `The lens: ${title}`];
    });
    return [...pages, [notices, "Licences of these texts"]];
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
  const pages = allPages();
  const { dead, files } = followed(pages);
  if (dead.length > 0) throw new Error(dead.join("\n"));
  rmSync(target, { recursive: true, force: true });
  const extras = [];
  if (withPages) {
    const { playgroundPage } = await import("./build-playground.mjs");
    write(join(target, "docs/playground/index.html"), await playgroundPage());
    extras.push(["docs/playground/index.html", "Open the playground"], ...writeLenses(target));
  }
  const style = readFileSync(join(root, "src/page/browser/site.css"), "utf8");
  for (const { document, title, html } of pages) {
    const page = pageOf(document);
    const nav = navigation(pages, extras, page);
    const linked = html.replaceAll(lensPage, (_, name) =>
      withPages ? `<p><a href="gallery/${name}">Open the page</a></p>` : "",
    );
    write(join(target, page), pageHtml({ title, html: linked, page, nav, style }));
  }
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
  const { code, moduleIds } = await inOneFile(
    join(root, "src/page/browser/site.ts"),
    { format: "iife", minify: true },
    { cwd: root, platform: "browser", transform: { target: "es2022" } },
  );
  const notices = licences(
    root,
    moduleIds.map((id) => relative(root, id)),
  );
  write(join(target, "site.js"), `/*\n${notices.join(rule).replaceAll("*/", "* /")}*/\n${code}`);
  return { pages: pages.length + extras.length, files: files.size };
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  const target = join(root, "docs/site");
  const made = await buildSite(target, { pages: !process.argv.includes("--without-pages") });
  console.error(`${relative(root, target)}: ${made.pages} pages, ${made.files} files beside them`);
}
