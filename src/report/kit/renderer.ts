import type { BatchReport, Report, Sample } from "../../results/report.ts";

/** How to show a report; the same for every renderer. */
export interface View {
  /** columns of the terminal */
  readonly width: number;
  /** rows of the terminal, where it is one */
  readonly height?: number | undefined;
  readonly color: boolean;
  /** the terminal has only 16 colours */
  readonly basicColors?: boolean;
  /** no characters beyond ASCII */
  readonly ascii: boolean;
  readonly map: boolean;
  /** the user asked for the map; else an overview omits it, to fit a screen */
  readonly mapRequested?: boolean;
  /** all rows and sentences, however many */
  readonly all?: boolean;
  /** dim lines at the end that mention other commands */
  readonly hints: boolean;
  /** the output is not a terminal: all rows are shown, and nothing is cut */
  readonly whole: boolean;
  /** the words of the command line that name what was read, and how */
  readonly words?: readonly string[];
}

/** A report as text, pure: equal reports and views give equal text. */
export type Renderer = (report: Report, view: View) => string;

/** A report of any size as text in pieces; a string is one piece. */
export type PieceRenderer = (report: BatchReport, view: View) => Iterable<string>;

/** For views of all samples together, which must then be in memory: complete, or reduced. */
export function withAllSamples(
  render: Renderer,
  keep: (sample: Sample, row: number) => Sample = (sample) => sample,
): (report: BatchReport, view: View) => string {
  return (report, view) => render({ ...report, samples: Array.from(report.samples, keep) }, view);
}

/** A sample without the large fields that no map shows. */
export function placeOnly(sample: Sample): Sample {
  const { spectrum } = sample;
  return {
    ...sample,
    blocks: [],
    measurements: [],
    spectrum: spectrum && { ...spectrum, curve: [], members: [], certificates: [] },
  };
}
