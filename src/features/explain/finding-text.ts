import { groupDigits, listed, percentText } from "../../report/kit/figures.ts";
import type { Finding } from "./rules/unseen.ts";

type Numbers = Extract<Finding, { kind: "numbers" }>;
type Columns = Extract<Finding, { kind: "columns" }>;

/** A finding as a clause after "it". */
export function findingClause(finding: Finding): string {
  switch (finding.kind) {
    case "period":
      if (finding.approximate) return `has an approximate period of ${finding.period} symbols`;
      return finding.share.value === 1
        ? `has period ${finding.period}`
        : `depends on its phase in a period of ${finding.period} symbols`;
    case "register":
      return `is the output of a feedback register of length ${finding.taps.at(-1)}`;
    case "parity":
      return `follows a parity of the symbols at ${tapsText(finding.taps)}`;
    case "columns": {
      const { width, columns, share } = finding;
      if (finding.counters !== undefined)
        return `has records of ${width} symbols, in which ${countersText(finding.counters)}`;
      return `has records of ${width} symbols${columns.length === 0 || share.value < 0.5 ? "" : `, with most of their structure in ${columnsText(finding)}`}`;
    }
    case "numbers":
      return numbersClause(finding);
    case "wave":
      return `follows a wave with a period of ${lengthOf(finding)} symbols`;
  }
}

/** A finding as a sentence. */
export function findingText(finding: Finding): string {
  const bits = Math.floor(finding.saved.value);
  const tested = (rate = "") =>
    `Chosen on the first half, it saves ${bits} bits${rate} on the second half: p <= 2^-${bits}.`;
  switch (finding.kind) {
    case "period": {
      const factors = factorsOf(finding.period);
      const product = factors.includes("*") || factors.includes("^") ? ` = ${factors}` : "";
      const rule =
        finding.share.value === 1
          ? "symbols repeat exactly"
          : `the distribution of a symbol depends on its phase, and ${percentText(finding.share.value)} of the symbols repeat`;
      return `${finding.approximate ? "Approximate period" : "Period"} ${finding.period}${product}: ${rule}. ${tested()}`;
    }
    case "register": {
      const { taps, share } = finding;
      const rule = taps.length > 8 ? `${taps.length} taps` : sumText(taps, "");
      const exceptions =
        share.value === 1 ? "without exception" : `for ${(100 * share.value).toFixed(1)} % of the symbols`;
      return `Linear feedback register of length ${taps.at(-1)}: ${rule}, ${exceptions}. ${tested()}`;
    }
    case "parity": {
      const even = finding.share.value >= 0.5;
      const share = 100 * (even ? finding.share.value : 1 - finding.share.value);
      return `Parity: ${sumText(finding.taps, even ? "" : " + 1")} for ${share.toFixed(1)} % of the symbols. ${tested()}`;
    }
    case "columns": {
      const { width, columns, share, perSymbol } = finding;
      const most =
        columns.length === 0
          ? ""
          : `, ${(100 * share.value).toFixed(0)} % of that in ${columnsText(finding)}`;
      return (
        `Records of ${width} symbols: a symbol depends on its column or on the symbol above it` +
        `${finding.counters === undefined ? "" : `; ${countersText(finding.counters)}`}. ` +
        `${tested(` (${perSymbol.value.toFixed(3)} bit/symbol${most})`)}`
      );
    }
    case "numbers":
      return `Numbers ${formOf(finding)}: ${lawText(finding)}. ${tested()}`;
    case "wave": {
      const { centre, amplitude, deviation } = finding;
      const [c, a, d] = [centre, amplitude, deviation].map(({ value }) => value.toPrecision(3));
      const length = lengthOf(finding);
      return (
        `Wave with a period of ${length} symbols: y(i) = 2 cos(2 pi/${length}) y(i-1) - y(i-2) with y = x - ${c}, ` +
        `amplitude ${a}, plus noise with standard deviation ${d}. ${tested()}`
      );
    }
  }
}

const tapsText = (taps: readonly number[]) => `lags ${listed(taps.map(String))}`;
const sumText = (taps: readonly number[], more: string) =>
  `x(i) = ${taps.map((tap) => `x(i-${tap})`).join(" + ")}${more} mod 2`;

const lengthOf = ({ length }: Extract<Finding, { kind: "wave" }>) =>
  String(Number(length.value.toPrecision(6)));

/** Most counters that are named. */
const shownCounters = 2;

function countersText(counters: NonNullable<Columns["counters"]>): string {
  const shown = counters
    .slice(0, shownCounters)
    .map(({ column, step }) => `column ${column} counts ${by(step)}`);
  const left = counters.length - shown.length;
  return listed(left > 0 ? [...shown, `${left} more count`] : shown);
}

const by = (step: number) => `${step > 0 ? "up" : "down"} by ${groupDigits(String(Math.abs(step)))}`;

const daysOf = { month: "the days of a month", year: "the days of a year" };

function afterText({ after }: Extract<Numbers["law"], { type: "carry" }>): string {
  return listed(after.map((one) => (typeof one === "number" ? String(one) : daysOf[one])));
}

/** Most ranges of columns that are named. */
const shownRanges = 4;

function columnsText({ columns }: Columns): string {
  const ranges = columns
    .slice(0, shownRanges)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  const left = columns.length - ranges.length;
  const more = left > 0 ? [...ranges, `${left} more`] : ranges;
  return `column${ranges.join() === String(columns[0]!.first) ? "" : "s"} ${listed(more)}`;
}

function numbersClause(finding: Numbers): string {
  const { law, part } = finding;
  const all = part.value > mostOfThem;
  switch (law.type) {
    case "step":
      return all ? `counts ${by(law.step)}` : `has numbers that count ${by(law.step)}`;
    case "carry":
      return `counts ${by(law.step)} with carry, after ${afterText(law)}`;
    case "polynomial":
      return `has numbers with constant ${differences(law.degree)}`;
    case "congruential":
      return `is the output of a congruential generator, ${generatorText(law)}`;
  }
}

/** Share of the numbers that counts as all of them. */
const mostOfThem = 0.98;

function formOf({ base, stored, part }: Numbers): string {
  const some = part.value > mostOfThem ? "" : `, ${(100 * part.value).toFixed(0)} % of all of them`;
  if (stored?.bytes === 1) return `of 1 byte${some}`;
  if (stored !== null) return `of ${stored.bytes} bytes, ${stored.order}-endian${some}`;
  return `in base ${base}${some}`;
}

function lawText({ law, share }: Numbers): string {
  const follow = `${(100 * share.value).toFixed(1)} % of them`;
  switch (law.type) {
    case "step": {
      const amount = groupDigits(String(Math.abs(law.step)));
      return `x(i) = x(i-1) ${law.step > 0 ? "+" : "-"} ${amount} for ${follow}`;
    }
    case "polynomial":
      return `constant ${differences(law.degree)} for ${follow}`;
    case "congruential":
      return `a linear congruential generator, ${generatorText(law)}, for ${follow}`;
    case "carry":
      return `rows of ${law.columns} count ${by(law.step)} with carry, after ${afterText(law)}, for ${follow.replace("them", "their symbols")}`;
  }
}

const differences = (degree: number) => (degree === 1 ? "differences" : `differences of order ${degree}`);

const generatorText = (law: Extract<Numbers["law"], { type: "congruential" }>) =>
  `x -> ${law.multiplier} x${law.increment === 0 ? "" : ` + ${law.increment}`} mod ${law.modulus}`;

/** A number as a product of powers of primes. */
function factorsOf(n: number): string {
  const powers: string[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++) {
    let power = 0;
    for (; rest % p === 0; rest /= p) power++;
    if (power > 0) powers.push(power === 1 ? `${p}` : `${p}^${power}`);
  }
  if (rest > 1) powers.push(`${rest}`);
  return powers.join(" * ");
}
