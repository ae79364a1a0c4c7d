// Human texts against what language models write, for docs/lens.md. A model of `mesoscope learn` learns from pieces of a text and writes
// as many bytes as other pieces have; judges tell the two apart by what the bytes cost, at four temperatures.
import { continuation } from "./continue-text.mjs";
import { grouped } from "./markdown.mjs";

/** Texts of people in pinned packages. */
const humans = ["moby-dick", "sotu", "factbook-prose", "wordnet-gloss"];
export const temperatures = [0.5, 0.7, 1, 1.3];
export const documentBytes = 20_000;
/** Of shorter documents, the beginnings of these, only the last judge is asked. */
export const shorterBytes = [5000, 1000, 250];
/** Pieces of a text, of which each fifth, in turns, is for the author, twice, the judge's model, its calibration, and the trial. */
const pieces = 50;
const turns = { author: [0, 1], reference: [2], calibration: [3], trial: [4] };
/** Bytes of the longest strings of the models, and of their files at most: as `mesoscope learn` has them. */
const [order, size] = [6, 16 * 2 ** 20];

/**
 * The chance that a human document gets more than one of a model, ties by half.
 *
 * @param {number[]} human
 * @param {number[]} model
 */
function areaUnderCurve(human, model) {
  const wins = human.flatMap((h) => model.map((m) => (h > m ? 1 : h === m ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

/** Shares of the colours of the lens. @param {ArrayLike<number>} bits @param {(bits: number) => number} stepOf */
function colours(bits, stepOf, steps) {
  const counts = new Float64Array(steps);
  for (let i = 0; i < bits.length; i++) counts[stepOf(bits[i])]++;
  return counts.map((count) => count / bits.length);
}

/** How far shares are from those of human texts, each in deviations of theirs. @param {Float64Array[]} known shares of human texts */
function distanceFrom(known) {
  const laws = Array.from(known[0], (_, step) => {
    const mean = known.reduce((sum, shares) => sum + shares[step], 0) / known.length;
    const variance =
      known.reduce((sum, shares) => sum + (shares[step] - mean) ** 2, 0) / Math.max(1, known.length - 1);
    return { mean, deviation: Math.sqrt(variance) };
  });
  return (shares) =>
    laws.reduce(
      (sum, { mean, deviation }, step) =>
        sum + (deviation === 0 ? 0 : ((shares[step] - mean) / deviation) ** 2),
      0,
    );
}

const byColours = "colours by a model of other pieces, against those of human pieces";

/** Judges: a name, and what they say of a document, more where it is human. */
const judgesOf = ({ costsBy, author, reference, calibration, observed, stepOf, steps }) => {
  const mean = (bits) => bits.reduce((sum, one) => sum + one, 0) / bits.length;
  const shares = (document) => colours(costsBy(reference, document), stepOf, steps);
  const distance = distanceFrom(calibration.map(shares));
  return {
    "bits by the model that wrote it": (document) => mean(costsBy(author, document)),
    "bits by a model of other pieces": (document) => mean(costsBy(reference, document)),
    "bits by the observer, which knows nothing else": (document) => mean(observed(document)),
    [byColours]: (document) => -distance(shares(document)),
  };
};

/**
 * @param {Record<string, any>} library of src: corpora, models, the observer
 * @param {(id: string) => Promise<Uint8Array>} textOf
 * @returns {Promise<{ human: string, judge: string, bytes: number, areas: number[] }[]>} areas under the curve, by temperature
 */
export async function authorRows(
  { Random, learnModel, decodeModel, byteCosts, costScale, costStep },
  textOf,
) {
  const rows = [];
  const costsBy = (model, document) => {
    const bits = new Float32Array(document.length);
    model.bits(document, bits);
    return bits;
  };
  for (const human of humans) {
    const text = await textOf(human);
    const of = (turn) =>
      Array.from({ length: pieces }, (_, i) =>
        text.subarray(i * documentBytes, (i + 1) * documentBytes),
      ).filter((_, i) => turns[turn].includes(i % 5));
    const learned = (turn) => {
      const bytes = new Uint8Array(Buffer.concat(of(turn)));
      const options = { order, size, trial: 0, of: bytes.length, version: "" };
      return decodeModel(learnModel({ bytes, documentEnds: [bytes.length] }, options).bytes).model;
    };
    const [author, reference] = [learned("author"), learned("reference")];
    const people = of("trial");
    const models = temperatures.map((temperature) =>
      people.map((document, i) => {
        const random = Random.fromSeed(i + 1).fork(`${human} ${temperature}`);
        return continuation(author, document, document.length, temperature, random);
      }),
    );
    for (const bytes of [documentBytes, ...shorterBytes]) {
      const cut = (documents) => documents.map((document) => document.subarray(0, bytes));
      const judges = judgesOf({
        costsBy,
        author,
        reference,
        calibration: cut(of("calibration")),
        observed: (document) => byteCosts(document, new Uint8Array(document.length)).bits,
        stepOf: costStep,
        steps: costScale.length,
      });
      for (const [judge, says] of Object.entries(judges)) {
        if (bytes < documentBytes && judge !== byColours) continue;
        const ofPeople = cut(people).map(says);
        const areas = models.map((documents) => areaUnderCurve(ofPeople, cut(documents).map(says)));
        rows.push({ human, judge, bytes, areas });
        console.error(human, bytes, judge, areas.map((area) => area.toFixed(2)).join(" "));
      }
    }
  }
  return rows;
}

/**
 * A row per judge and length: the mean over texts at each temperature, and the minimum over all of them.
 *
 * @param {{ judge: string, bytes: number, areas: number[] }[]} rows
 * @returns {string[][]}
 */
export function authorTable(rows) {
  return grouped(rows, ({ judge, bytes }) => `${judge} | ${bytes}`).map(([name, all]) => {
    const means = temperatures.map((_, t) => all.reduce((sum, { areas }) => sum + areas[t], 0) / all.length);
    const least = Math.min(...all.flatMap(({ areas }) => areas));
    return [...name.split(" | "), ...[...means, least].map((area) => area.toFixed(2))];
  });
}
