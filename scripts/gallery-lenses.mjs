// The lens on four real things, for docs/gallery.md and for the site: commands that make a file and run the lens on it, and a few
// sentences about the result with the numbers of the run.
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "./shown-commands.mjs";

const rateOf = ({ rate }) => rate.toFixed(2);
const kilobytes = ({ bits }) => (bits / 8000).toFixed(1);
const placeOf = ({ line, column }) => `${line}:${column}`;
const remarkable = ({ spans }) => spans.filter(({ kind }) => kind !== "like the rest");
const ofKind = ({ spans }, asked) => spans.filter(({ kind }) => kind === asked);
const bytesOf = (spans) => spans.reduce((sum, { bytes }) => sum + bytes, 0);

/** A sentence with a claim beyond numbers. @throws Error if the claim no longer holds */
function said(sentence, isSo) {
  if (!isSo) throw new Error(`docs/gallery.md would be wrong: ${sentence}`);
  return sentence;
}

/**
 * `commands` run in a checkout and make `file`; `more` are other looks at it, by name, of which sentences say something. `corpora`
 * are what it is made of.
 *
 * @typedef {{ report: any, more: Record<string, any>, read: (file: string) => string }} Seen
 * @type {{ id: string, title: string, file: string, options?: string, corpora: string[], commands: string[], more?: Record<string, string>, sentences: (seen: Seen) => string[] }[]}
 */
const lenses = [
  {
    id: "novel",
    title: "A novel with a pasted line",
    file: "novel.txt",
    corpora: ["moby-dick"],
    commands: [
      'mesoscope generate "corpus(moby-dick)" -o whole.txt',
      'mesoscope generate "base64(chacha20)" -n 1200 -o key.txt',
      "{ head -n 1200 whole.txt; cat key.txt; echo; sed -n 1201,2000p whole.txt; } > novel.txt",
    ],
    sentences({ report, read }) {
      const [noise, ...others] = ofKind(report, "noise");
      const [unlike] = ofKind(report, "unlike the rest");
      const text = Buffer.from(read("novel.txt")).subarray(unlike.start.offset, unlike.end.offset);
      return [
        `A line of 1 200 characters in base64 is line 1201 of ${report.lines} lines of Moby-Dick.`,
        `The lens finds ${others.length === 0 ? "one stretch" : `${others.length + 1} stretches`} of noise, from ${placeOf(noise.start)} to ${placeOf(noise.end)}, ${noise.bytes} bytes including the line end: they cost ${rateOf(noise)} bits each; a byte costs ${rateOf(report)} on average in the file.`,
        said(
          `The other stretch, unlike the rest, from ${placeOf(unlike.start)} to ${placeOf(unlike.end)}, is the tablets on the wall of the chapel, whose inscriptions are in capitals.`,
          text.includes("SACRED TO THE MEMORY OF"),
        ),
      ];
    },
  },
  {
    id: "log",
    title: "A log with an incident",
    file: "server.log",
    corpora: [],
    commands: ["node scripts/gallery-log.mjs > server.log"],
    sentences({ report, read }) {
      const lines = read("server.log").split("\n");
      const first = lines.findIndex((line) => line.includes("ECONNREFUSED")) + 1;
      const last = lines.findLastIndex((line) => line.startsWith("    at ")) + 1;
      const [found, ...others] = remarkable(report);
      return [
        `Everyday lines of a server, made by a script from a seed, and from line ${first} to line ${last} a database that does not answer.`,
        `The lens lists ${others.length === 0 ? "one stretch" : `${others.length + 1} stretches`}, ${found.kind}, from ${placeOf(found.start)} to ${placeOf(found.end)}; before column ${found.start.column} is the time stamp, which every line has.`,
        `It costs ${rateOf(found)} bits per byte, which is little but still ${(found.rate / report.rate).toFixed(1)} times the mean of the log.`,
      ];
    },
  },
  {
    id: "bundle",
    title: "A minified bundle",
    file: "jquery.min.js",
    corpora: ["code-js-min", "code-js"],
    commands: [
      'mesoscope generate "corpus(code-js-min)" -o jquery.min.js',
      'mesoscope generate "corpus(code-js)" -o jquery.js',
    ],
    more: { source: "mesoscope lens jquery.js -f json" },
    sentences({ report, more: { source } }) {
      const found = remarkable(report);
      return [
        said(
          "jQuery as it is delivered is all of one kind: no stretch of it is noise, order, a copy, or unlike the rest.",
          found.length === 0,
        ),
        `A byte of it costs ${rateOf(report)} bits, one of its source ${rateOf(source)}: its blanks and long names are cheap, and the minified file has none.`,
        `All of it costs ${kilobytes(report)} kB and its source ${kilobytes(source)} kB; the difference is the content of its comments and names.`,
      ];
    },
  },
  {
    id: "program",
    title: "A program, an ELF file",
    file: "argon2.node",
    corpora: ["machine-all"],
    commands: ["cp corpora/node_modules/argon2/prebuilds/linux-x64/argon2.glibc.node argon2.node"],
    sentences({ report }) {
      const [order, copies] = [ofKind(report, "order"), ofKind(report, "copy")];
      const page = 0x1000;
      const padding = order.filter(({ end }) => end.offset % page === 0);
      return [
        `An add-on of Node for Linux on x86-64, ${report.read} bytes, of which ${bytesOf(order)} in ${order.length} stretches are order: a byte of them costs ${(order.reduce((sum, { bits }) => sum + bits, 0) / bytesOf(order)).toFixed(3)} bits.`,
        `${padding.length} of these end at a page of ${page} bytes: zeros that pad the space before a section.`,
        `${copies.length} stretches of ${bytesOf(copies)} bytes are copies, with small faults, of earlier bytes, ${copies.map(({ start, copyOf }) => `at 0x${start.offset.toString(16)} of 0x${copyOf.offset.toString(16)}`).join(", ")}; all the rest, machine code and tables, is of one kind, at ${rateOf(report)} bits a byte on average in the file.`,
      ];
    },
  },
];

/** Above the rows of the text: what is found, and the list of stretches. */
const headOf = (output) => output.slice(0, output.indexOf("\n\nBelow each line"));

/**
 * Makes the four files and their pages, and looks at them.
 *
 * @param {(command: string, folder: string) => string} run of `withShell`
 * @param {string} folder in which they are made
 * @param {{ pages: boolean }} options pages: whether the pages are made, which only the site needs
 * @returns {{ id: string, title: string, corpora: string[], page: string, section: string }[]} page: its path; section: of docs/gallery.md
 */
export function drawLenses(run, folder, { pages }) {
  // Commands stand as in a checkout, and write elsewhere.
  for (const name of ["scripts", "corpora"]) symlinkSync(join(root, name), join(folder, name));
  const read = (file) => readFileSync(join(folder, file), "utf8");
  return lenses.map(({ id, title, file, corpora, commands, more = {}, sentences }) => {
    const look = `mesoscope lens ${file}`;
    const last = `${look} -o ${id}.html`;
    run([...commands, ...(pages ? [last] : [])].join("\n"), folder);
    const report = JSON.parse(run(`${look} -f json`, folder));
    const seen = Object.entries(more).map(([name, command]) => [name, JSON.parse(run(command, folder))]);
    const prose = sentences({ report, more: Object.fromEntries(seen), read });
    const section = [
      `### ${title}`,
      `<!-- page: lens-${id}.html -->`,
      `\`\`\`sh\n${[...commands, last].join("\n")}\n\`\`\``,
      prose.join(" "),
      `\`\`\`text\n${headOf(run(look, folder))}\n\`\`\``,
    ].join("\n\n");
    return { id, title, corpora, page: join(folder, `${id}.html`), section };
  });
}
