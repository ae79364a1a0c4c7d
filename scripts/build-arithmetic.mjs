// Makes the tables of docs/arithmetic.md: functions of number theory and their random models, a million terms each. Which functions, how
// many terms and which seeds was fixed before the first run. It takes some five minutes; `--check` makes the rows of a few functions
// anew and fails when one differs; `--picture` only draws docs/gallery/arithmetic.svg. Run it after a build.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { analyze, estimate, generate, truth } = await import(
  new URL("../dist/index.js", import.meta.url).href
);
const path = join(root, "docs/arithmetic.md");
const check = process.argv.includes("--check");
const terms = 1_000_000;
const controlTerms = 100_000;
const controlSeeds = 20;

const functions = [
  "liouville",
  "moebius",
  "squarefree",
  "primes",
  "primes(powers=true)",
  "primes-modulo(q=3)",
  "primes-modulo(q=4)",
  "primes-modulo(q=5)",
  "kronecker(d=-163, from=1)",
  "root(of=2, base=2)",
  "euler(base=2)",
  "pi(base=2)",
  "champernowne(base=2)",
  "copeland-erdos(base=10)",
  "continued-fraction",
  "continued-fraction(of=e)",
  "continued-fraction(of=pi)",
  "sturmian(of=2)",
  "stern(modulus=3)",
  "collatz",
  "kolakoski",
  "partition-parity",
  "rudin-shapiro",
  "thue-morse",
  "fibonacci",
];
const models = ["uniform(alphabet=2)", "random-multiplicative", "cramer-primes", "hawkins-primes"];
/** Rows that a check makes anew. */
const checked = ["kolakoski"];

const bits = (value) =>
  value === undefined ? "" : `${value < 0 ? "-" : ""}${Math.round(Math.abs(value)).toLocaleString("en-US")}`;

/** Terms of what is no longer than this. */
const short = { "continued-fraction(of=pi)": 100_000 };

/** All terms in one piece: a recipe would be cut into as many places as a file is. */
const termsOf = (recipe, n, seed = 1) =>
  generate(recipe, Math.min(n, short[recipe] ?? n), { seed }).collect();

async function pointsOf(recipe, n, seed) {
  const { symbols, alphabetSize } = await termsOf(recipe, n, seed);
  return (await estimate.try({ symbols, alphabetSize }, "evidence", { sample: "all" })).points;
}

async function evidenceOf(recipe, n, seed) {
  const points = await pointsOf(recipe, n, seed);
  // The look nearest to each power of ten.
  const near = (n) => {
    const { x, value } = points.reduce((best, one) =>
      Math.abs(one.x - n) < Math.abs(best.x - n) ? one : best,
    );
    return 2 * x < n ? undefined : value;
  };
  return { near, largest: Math.max(...points.map(({ value }) => value)) };
}

/** The character that signs resemble; of other sequences there is none to look for. */
async function characterOf(recipe) {
  const { symbols, alphabetSize } = await termsOf(recipe, controlTerms);
  const found = await estimate.try({ symbols, alphabetSize }, "real-character", { sample: "all" });
  if (found.status === "undefined") return "";
  const [, agreement, d] = found.rows.at(-1);
  return `(${d}/n), ${(100 * agreement).toFixed(1)} %`;
}

/** @param {any} truth of a quantity, as the library gives it */
function known({ status, value, lower, upper, by } = { status: "unknown" }) {
  const short = (number) => Number(number.toPrecision(4));
  switch (status) {
    case "exact":
      return String(short(value));
    case "conjectured":
      return `${short(value)} conjectured, ${by}`;
    case "bounds":
      return `${short(lower)} to ${short(upper)}`;
    default:
      return status;
  }
}

async function row(recipe) {
  const { near } = await evidenceOf(recipe, terms);
  const placed = await analyze({ recipe });
  const facts = (await truth.all(recipe)).truth;
  return [
    `\`${recipe}\``,
    known(facts.entropyRate),
    placed.verdict.regime,
    placed.randomness.value.toFixed(3),
    ...[1e4, 1e5, 1e6].map((n) => bits(near(n))),
    await characterOf(recipe),
  ];
}

async function controlRow(recipe) {
  const saved = [];
  const regimes = new Map();
  for (let seed = 1; seed <= controlSeeds; seed++) {
    saved.push((await evidenceOf(recipe, controlTerms, seed)).largest);
    const { verdict } = await analyze({ recipe }, { seed });
    regimes.set(verdict.regime, (regimes.get(verdict.regime) ?? 0) + 1);
  }
  const shown = [...regimes].map(([regime, count]) => `${count} ${regime}`).join(", ");
  saved.sort((a, b) => a - b);
  const alarms = saved.filter((one) => one > -Math.log2(0.05)).length;
  return [`\`${recipe}\``, shown, bits(saved[controlSeeds >> 1]), bits(saved.at(-1)), String(alarms)];
}

function table(head, right, rows) {
  const widths = head.map((one, i) => Math.max(one.length, ...rows.map((cells) => cells[i].length)));
  const line = (cells) =>
    `| ${cells.map((one, i) => (right.includes(i) ? one.padStart(widths[i]) : one.padEnd(widths[i]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (right.includes(i) ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Whose bits saved are drawn against n, and the colour of each. */
const drawn = [
  ["kronecker(d=-163, from=1)", "#0072b2"],
  ["collatz", "#009e73"],
  ["primes-modulo(q=4)", "#cc79a7"],
  ["random-multiplicative", "#d55e00"],
  ["liouville", "#e69f00"],
  ["uniform(alphabet=2)", "#777777"],
];

/** Bits saved against n, both on logarithmic axes; what saves nothing lies on the lowest line. */
async function picture() {
  const [width, height, left, right, top, bottom] = [1000, 560, 70, 240, 64, 56];
  const [least, most] = [3, 6];
  const x = (n) => left + ((Math.log10(n) - least) / (most - least)) * (width - left - right);
  const y = (saved) => height - bottom - (Math.log10(Math.max(1, saved)) / most) * (height - top - bottom);
  const text = (at, of, content, more = "") =>
    `<text x="${at.toFixed(1)}" y="${of.toFixed(1)}" ${more}>${content}</text>`;
  const lines = [];
  for (const k of [3, 4, 5, 6])
    lines.push(
      `<line x1="${x(10 ** k)}" y1="${top}" x2="${x(10 ** k)}" y2="${height - bottom}" stroke="#ddd"/>`,
      text(
        x(10 ** k),
        height - bottom + 20,
        `10<tspan dy="-5" font-size="10">${k}</tspan>`,
        'text-anchor="middle"',
      ),
    );
  for (const k of [0, 1, 2, 3, 4, 5, 6])
    lines.push(
      `<line x1="${left}" y1="${y(10 ** k).toFixed(1)}" x2="${width - right}" y2="${y(10 ** k).toFixed(1)}" stroke="#ddd"/>`,
      text(left - 8, y(10 ** k) + 4, k === 0 ? "≤ 1" : (10 ** k).toLocaleString("en"), 'text-anchor="end"'),
    );
  const ends = [];
  for (const [recipe, colour] of drawn) {
    const points = (await pointsOf(recipe, terms)).filter(({ x: n }) => n >= 10 ** least);
    const path = points.map(({ x: n, value }) => `${x(n).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
    lines.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    ends.push({ at: y(points.at(-1).value), recipe, colour });
  }
  ends.sort((a, b) => a.at - b.at);
  let lowest = 0;
  for (const { at, recipe, colour } of ends) {
    lowest = Math.max(lowest + 16, at);
    lines.push(text(width - right + 10, lowest + 4, recipe, `fill="${colour}" font-weight="600"`));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
<title>Bits saved against n</title>
<desc>What the observer saves on the order of the first n terms. A character saves a bit a term; what resembles one for a while rises and flattens; a coin saves nothing.</desc>
<rect width="${width}" height="${height}" fill="#fff"/>
${text(left, 28, "Bits saved on the order of the first n terms", 'font-size="18" font-weight="600"')}
${text(left, 48, "a pattern rises in proportion to n; what only resembles one rises and flattens", 'fill="#666"')}
${lines.join("\n")}
${text((left + width - right) / 2, height - 12, "n", 'text-anchor="middle"')}
</svg>
`;
}

const before = readFileSync(path, "utf8");
if (process.argv.includes("--picture") || !check)
  writeFileSync(join(root, "docs/gallery/arithmetic.svg"), await picture());
if (process.argv.includes("--picture")) process.exit();
if (check) {
  for (const recipe of checked) {
    const cells = await row(recipe);
    const there = before.split("\n").find((one) => one.startsWith(`| ${cells[0]}`));
    const shown = there
      ?.split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (JSON.stringify(shown) !== JSON.stringify(cells)) {
      console.error(
        `docs/arithmetic.md: ${recipe} is ${cells.join(", ")} now: run node scripts/build-arithmetic.mjs`,
      );
      process.exitCode = 1;
    }
  }
} else {
  const made = {
    controls: table(
      ["model", "verdicts of 20 seeds", "bits saved, median", "most", "p below .05"],
      [2, 3, 4],
      await eachOf(models, controlRow),
    ),
    functions: table(
      [
        "function",
        "entropy rate, bit",
        "verdict",
        "x",
        "saved by 10^4",
        "10^5",
        "10^6",
        "agrees with, n up to 10^5",
      ],
      [3, 4, 5, 6],
      await eachOf(functions, row),
    ),
  };
  const after = Object.entries(made).reduce(
    (text, [name, rows]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
        (_, start, end) => `${start}\n${rows}\n\n${end}`,
      ),
    before,
  );
  writeFileSync(path, after);
}

async function eachOf(recipes, make) {
  const rows = [];
  for (const recipe of recipes) {
    rows.push(await make(recipe));
    console.log(rows.at(-1).join(" | "));
  }
  return rows;
}
