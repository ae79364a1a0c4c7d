/** Polylines of structure against randomness that plain mixtures reach; made by scripts/build-mixture-arc.mjs. */
export interface ArcTable {
  /** symbols of the samples, ascending */
  readonly lengths: readonly number[];
  /** A, ascending */
  readonly alphabets: readonly number[];
  /** by alphabet, length and family: points [x, y] with x ascending */
  readonly families: readonly (readonly (readonly (readonly (readonly [x: number, y: number])[])[])[])[];
}

export const mixtureArcTable: ArcTable = {
  lengths: [4096, 65536],
  alphabets: [2, 256],
  families: [
    [
      [
        [
          [0, 0],
          [1, 0],
        ],
      ],
      [
        [
          [0, 0],
          [1, 0],
        ],
      ],
    ],
    [
      [
        [
          [0, 0],
          [1, 0],
        ],
      ],
      [
        [
          [0, 0],
          [1, 0],
        ],
      ],
    ],
  ],
};
