import * as z from "zod";
import { defineEstimator } from "../../core/estimator.ts";
import { scalar, undefinedBecause } from "../../core/measurement.ts";
import { observe } from "../../observer/observer.ts";
import { largestAlphabet } from "../../observer/open-observer.ts";
import { compactSequence } from "../statistics/compact-sequence.ts";

export const observerRate = defineEstimator({
  id: "observer",
  quantity: "entropyRate",
  title: "observer",
  summary: "bits a symbol that a mixture of predictive models pays as it reads, header counted",
  convention: "an upper bound: a real code length",
  validity:
    "never below the information in the sample; above h by what had to be learned, some (k/2n) log2 n for k parameters",
  reference: "Rissanen 1984, IEEE Trans. Inform. Theory 30; Willems, Shtarkov & Tjalkens 1995, same 41",
  params: z.strictObject({}),
  minimumLength: 1,
  estimate(context) {
    const present = context.get(compactSequence).alphabetSize;
    if (present > largestAlphabet) {
      return undefinedBecause(`${present} symbols; the observer reads alphabets up to ${largestAlphabet}`);
    }
    return scalar(observe(context.sequence).bits / context.n);
  },
});
