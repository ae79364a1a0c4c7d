import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { monteCarloPi as piOf } from "../../statistics/randomness.ts";

export const monteCarloPi = defineEstimator({
  id: "monte-carlo-pi",
  quantity: "monteCarloPi",
  title: "Monte Carlo pi",
  summary: "pi from the share of points inside a circle, six bytes a point",
  formula: "4 (points with x^2 + y^2 <= (2^24 - 1)^2)/(points)",
  convention: "three bytes a coordinate, most significant first, as in ent",
  validity: "sequences of bytes; for fair bytes normal around pi with standard deviation 1.64/sqrt(points)",
  cost: "O(n), 1 ns a byte",
  reference: "Walker 2008, ent, a pseudorandom number sequence test program",
  minimumLength: 6,
  estimate({ sequence, alphabetSize }) {
    if (alphabetSize !== 256) return undefinedBecause("reads bytes: the alphabet must have 256 symbols");
    const pi = piOf(sequence.symbols, sequence.segmentEnds);
    return pi === undefined ? undefinedBecause("no block of six bytes") : scalar(pi.value);
  },
});
