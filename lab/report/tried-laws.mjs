// Laws of what a network pays that were tried and are not in use: lab/build-report.mjs shows what each of them errs.

/** What there is to gain, and what may be lost, bit/symbol; of the alphabet in hundreds of symbols. */
const gainsOf = ({ contexts: [e0, e1, e2, e3, , e5], rate, present }) => [
  ...[e0 - e1, e1 - e2, e2 - e3, e3 - e5, Math.max(0, e5 - rate)],
  ...[-e0, -present / 100],
];

/** The least share of what the observer pays that some example paid. */
const leastShare = (examples) => Math.min(...examples.map(({ features, bits }) => bits / features.rate));

/**
 * The first, second, third, fourth and seventh law; the fifth is whichever of some errs least.
 *
 * @param {Pick<typeof import("../law/network-law.ts"), "ridgeForm" | "floored">
 *   & Pick<typeof import("../../src/math/linear-algebra.ts"), "nonNegativeLeastSquares">} library
 */
export function triedLaws({ ridgeForm, floored, nonNegativeLeastSquares }) {
  const observerForm = ridgeForm(
    ({ rate }) => Math.log2(rate),
    ({ rate, contexts, fall, copiedWithin, copiedAcross, inContext, n, present }) => [
      ...contexts.map((bits) => Math.log2(bits / rate)),
      ...[fall, copiedWithin, copiedAcross, inContext, Math.log2(n), Math.log2(Math.log2(present) / rate)],
    ],
  );
  const trigramForm = ridgeForm(
    ({ contexts }) => Math.log2(contexts[2]),
    ({ rate, contexts, fall, copiedWithin, copiedAcross, inContext, n, present }) => [
      ...contexts.filter((_, k) => k !== 2).map((bits) => Math.log2(bits / contexts[2])),
      ...[Math.log2(rate / contexts[2]), fall, copiedWithin, copiedAcross, inContext, Math.log2(n)],
      Math.log2(Math.log2(present) / contexts[2]),
    ],
  );
  /**
   * A network gets a share of what each further symbol of context is worth to n-grams, a share of what the observer knows beyond them, and
   * pays something for symbols that are many or rare. The shares are learned, by least squares of relative errors, none below zero.
   *
   * @param least the share of what the observer pays that no network pays less than
   */
  const gainFormAbove = (least) => ({
    penalties: [0],
    fit(examples) {
      const shares = nonNegativeLeastSquares(
        examples.map(({ features, bits }) => ({
          x: gainsOf(features),
          y: features.contexts[0] - bits,
          weight: 1 / (bits * bits),
        })),
      );
      const floor = least(examples);
      return (features) => {
        const gained = gainsOf(features).reduce((sum, gain, j) => sum + gain * shares[j], 0);
        return Math.log2(Math.max(floor * features.rate, features.contexts[0] - gained));
      };
    },
  });
  return {
    observerForm,
    trigramForm,
    halfFloorForm: gainFormAbove(() => 1 / 2),
    gainForm: gainFormAbove(leastShare),
    copyingForm: floored(
      ridgeForm(
        ({ perceptron: [ofMost] }) => Math.log2(ofMost),
        ({ perceptron: [ofMost, ofFew, copying], rate }) => [
          ...[Math.log2(ofMost), Math.tanh(Math.log2(ofFew / ofMost))],
          ...[Math.log2(rate / ofMost), Math.log2(copying / ofMost)],
        ],
      ),
    ),
  };
}
