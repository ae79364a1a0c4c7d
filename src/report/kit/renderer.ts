import type { BatchReport, Report, Sample } from "../../results/report.ts";

/** How a report is to be shown; the same for every renderer. */
export interface View {
  /** columns of the terminal */
  readonly width: number;
  readonly color: boolean;
  /** the terminal has 16 colours and no more */
  readonly basicColors?: boolean;
  /** nothing beyond ASCII */
  readonly ascii: boolean;
  readonly map: boolean;
  /** the map was asked for; else it is left out where samples are summed up, so that these fit a screen */
  readonly mapAsked?: boolean;
  /** all rows and sentences, however many */
  readonly all?: boolean;
  /** dim lines at the end that say what else there is */
  readonly hints: boolean;
  /** the output is no terminal: no row is left out, and nothing is cut */
  readonly whole: boolean;
}

/** A report as text, pure: equal reports and views give equal text. */
export type Renderer = (report: Report, view: View) => string;

/** A report of any size as text in pieces; a string is one piece. */
export type PieceRenderer = (report: BatchReport, view: View) => Iterable<string>;

/** For what shows all samples together, which have to be in memory then: as they are, or what is kept of each. */
export function withAllSamples(
  render: Renderer,
  keep: (sample: Sample, row: number) => Sample = (sample) => sample,
): (report: BatchReport, view: View) => string {
  return (report, view) => render({ ...report, samples: Array.from(report.samples, keep) }, view);
}

/** A sample without what takes most memory and no map shows. */
export function placeOnly(sample: Sample): Sample {
  const { spectrum } = sample;
  return {
    ...sample,
    blocks: [],
    measurements: [],
    spectrum: spectrum && { ...spectrum, curve: [], members: [], certificates: [] },
  };
}
