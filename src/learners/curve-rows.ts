import type { Rows } from "../report/kit/rows.ts";
import type { Figure } from "../results/figure.ts";
import type { LearnerCurve } from "./schema.ts";

const columns = ["what", "who", "learned", "value", "lower95", "upper95", "unit"];

/** A curve as one table: a row for each number. */
export function learnerCurveRows(curve: LearnerCurve): Rows {
  const row = (what: string, who: string, learned: number, one: Figure | null) =>
    one === null
      ? []
      : [[what, who, learned, one.value, one.interval?.lower ?? null, one.interval?.upper ?? null, one.unit]];
  const { learned } = curve;
  const pair = (what: string, { learner, observer }: LearnerCurve["structure"]) => [
    ...row(what, "learner", learned, learner),
    ...row(what, "observer", learned, observer),
  ];
  return {
    columns,
    rows: [
      ...curve.curve.flatMap((point) =>
        (["learner", "observer", "difference"] as const).flatMap((who) =>
          row("loss", who, point.learned, point[who]),
        ),
      ),
      ...pair("bits a byte", curve.perByte),
      ...pair("x", curve.randomness),
      ...pair("S", curve.structure),
      ...pair("within a block", curve.inBlocks),
      ...(curve.parts ?? []).flatMap((part) => [
        ...row(part.name, "learner", learned, part.learner),
        ...row(part.name, "difference", learned, part.difference),
      ]),
      ...(curve.truth === null
        ? []
        : [
            ...row("entropy rate", "exact", learned, curve.truth.entropyRate),
            ...pair("excess over the entropy rate", curve.truth.excess),
          ]),
    ],
  };
}
