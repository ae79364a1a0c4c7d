import { isBinary } from "../../../observer/members/mixer-alphabet.ts";
import { figure } from "../../../results/report.ts";
import { Continuation, lawOf, type NumberLaw } from "./number-law.ts";
import { rowsOf } from "./rows.ts";
import { countingForms, narrowed, predictStored, type StoredForm, storedForms } from "./stored.ts";
import { countsIn, entropyBits, type Finding, type RuleSample, savedBy } from "./unseen.ts";
import { predictWritten, type WrittenForm, writtenForms } from "./written.ts";

/** Number of last symbols of the first half from which a law is chosen. */
const searchLength = 16_384;
/** A law that predicts a smaller share of its numbers is not reported. */
const leastRight = 0.75;
/** A law of whole numbers is preferred to one of their digits that saves barely more. */
const preferred = 0.95;
/** A law that saves a smaller share of the second half covers only a few positions. */
const leastShare = 0.01;
/** Numbers of one form that follow a law, and how many symbols of the first half that predicts. */
interface Candidate {
  readonly form: WrittenForm | StoredForm;
  readonly law: NumberLaw;
  readonly symbols: number;
}

/**
 * The law by which numbers continue: that of rows that carry, or else a step, constant differences of an order up to three, or
 * a congruential generator. Numbers are written in a base, or stored as 2 or 4 bytes; the law covers all
 * of them, or those after the same symbols, or those of a column of records.
 *
 * The form and the law are chosen on the first half. The second half is scored by a code that trusts the law as far as it was
 * right.
 *
 * Cost: a few microseconds for each of the last 16 384 symbols of the first half, and 40 ns a symbol.
 */
export function numbersOf(sample: RuleSample, half: number): Finding | undefined {
  const { codes } = sample;
  if (codes === undefined || sample.continues === false) return undefined;
  const from = Math.max(0, half - searchLength);
  let best: Candidate | undefined;
  const offer = (form: Candidate["form"], modulus: number, width: number) => {
    const found = lawOf(
      form.runs,
      modulus,
      !("bytes" in form) || (form.bytes > 1 && form.record === form.bytes),
    );
    if (found === undefined || found.hits * width <= (best?.symbols ?? 0)) return;
    // A number with a constant lowest byte is a shorter one.
    if ("bytes" in form && form.bytes > 1 && found.law.type === "step" && found.law.step % 256 === 0) return;
    best = { form, law: found.law, symbols: found.hits * width };
  };
  for (const form of writtenForms(sample, from, half)) offer(form, Number.POSITIVE_INFINITY, form.meanLength);
  if (isBinary(codes)) {
    for (const form of storedForms(sample, from, half)) offer(form, 256 ** form.bytes, form.bytes);
    for (const form of countingForms(sample, from, half)) offer(form, 256 ** form.bytes, form.bytes);
    if (best !== undefined && "bytes" in best.form && best.law.type === "step") {
      const form = narrowed(sample, best.form, signed(best.law.step, 256 ** best.form.bytes), [from, half]);
      best = { ...best, form, law: lawOf(form.runs, 256 ** form.bytes, false)?.law ?? best.law };
    }
  }
  const least = leastShare * entropyBits(countsIn(sample, half, sample.symbols.length));
  const [whole, rows] = [best && tested(sample, half, best), rowsOf(sample, half)].map((one) =>
    one !== undefined && one.saved.value >= least ? one : undefined,
  );
  return (whole?.saved.value ?? 0) >= preferred * (rows?.saved.value ?? 0) ? (whole ?? rows) : rows;
}

/** Tests a law on numbers that did not choose it. */
function tested(sample: RuleSample, half: number, { form, law }: Candidate): Finding | undefined {
  const n = sample.symbols.length;
  const predicted = new Int32Array(n);
  const isStored = "bytes" in form;
  const numbers = new Continuation(law, isStored ? 256 ** form.bytes : Number.POSITIVE_INFINITY);
  if (isStored) predictStored(sample, form, numbers, half, predicted);
  else predictWritten(sample, form, numbers, half, predicted);
  if (numbers.right < leastRight * numbers.predictions || numbers.predictions === 0) return undefined;
  return {
    kind: "numbers",
    base: isStored ? null : form.digits.length,
    stored: isStored ? { bytes: form.bytes, order: form.littleEndian ? "little" : "big" } : null,
    part: figure(isStored ? form.bytes / form.record : form.part, "1"),
    law: ruleOf(law, isStored ? 256 ** form.bytes : Number.POSITIVE_INFINITY),
    share: figure(numbers.right / numbers.predictions, "1"),
    saved: figure(savedBy(sample, half, predicted), "bit"),
  };
}

/** A step modulo a number, with the smallest absolute value. */
const signed = (step: number, modulus: number) => (step > modulus / 2 ? step - modulus : step);

function ruleOf(law: NumberLaw, modulus: number): Extract<Finding, { kind: "numbers" }>["law"] {
  switch (law.type) {
    case "step":
      return { type: "step", step: signed(law.step, modulus) };
    case "polynomial":
      return law;
    case "congruential": {
      const { a, c, m } = law.law;
      return { type: "congruential", multiplier: a, increment: c, modulus: m };
    }
  }
}
