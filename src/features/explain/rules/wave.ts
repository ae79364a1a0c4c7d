import { solveLinear } from "../../../math/linear-algebra.ts";
import { sumOf } from "../../../math/sums.ts";
import { figure } from "../../../results/report.ts";
import { transformInPlace } from "../../../wasm/fourier-transform.ts";
import { countsIn, type Finding, isSpread, placedSegments, type RuleSample, savedBetween } from "./unseen.ts";

/** A wave with fewer values is a period, and with more symbols values are not samples of a signal. */
const [fewestSymbols, mostSymbols] = [8, 4096];
/** Least number of values in which its frequency is first searched. */
const shortestWindow = 256;
/** Largest work of the search for its frequency. */
const mostTurns = 4_000_000;
/** Share of the values that do not follow the wave. */
const outlierShare = 0.02;
const phases = 1024;
/** Least standard deviation of rounded values. */
const leastDeviation = 0.3;
const fits = 3;

/** centre + cosine cos(frequency t) + sine sin(frequency t). */
interface Wave {
  readonly frequency: number;
  readonly centre: number;
  readonly cosine: number;
  readonly sine: number;
}

type Visit = (at: number, time: number, value: number) => void;

/**
 * A sine through the whole sample, plus noise. It is fitted to the first half, and continues unchanged in the second.
 *
 * Cost: a Fourier transform of 4,096 values; where one frequency stands out, 1 microsecond a symbol.
 * Source: Rife & Boorstyn 1974, IEEE Trans. Inform. Theory 20 (the frequency of a single tone).
 */
export function waveOf(sample: RuleSample, half: number, piece: RuleSample["symbols"]): Finding | undefined {
  const { alphabetSize, values } = sample;
  if (values === undefined || alphabetSize < fewestSymbols || alphabetSize > mostSymbols) return undefined;
  if (placedSegments(sample) === undefined) return undefined;
  const rough = clearestFrequency(piece, values);
  const close = rough && closeFrequency(sample, half, rough);
  const wave = close === undefined ? undefined : fitted(sample, half, close);
  if (wave === undefined) return undefined;
  const n = sample.symbols.length;
  const deviation = deviationFrom(sample, half, wave);
  const losses = lossesBy(sample, half, wave, deviation);
  const saved = savedBetween(sample, losses, half, n);
  if (2 * saved < savedBetween(sample, losses, 0, half) || !isSpread(sample, half, losses)) return undefined;
  return {
    kind: "wave",
    length: figure((2 * Math.PI) / wave.frequency, "symbol"),
    centre: figure(wave.centre, "1"),
    amplitude: figure(Math.hypot(wave.cosine, wave.sine), "1"),
    deviation: figure(deviation, "1"),
    saved: figure(saved, "bit"),
  };
}

/** Visits values up to a position, with their times in the input. */
function eachValue(sample: RuleSample, to: number, visit: Visit): void {
  for (const segment of placedSegments(sample)!) {
    const late = segment.place - segment.from;
    for (let at = segment.from; at < Math.min(to, segment.to); at++)
      visit(at, at + late, sample.values![sample.symbols[at]!]!);
  }
}

/** A frequency, and its possible error; radians a symbol. */
interface RoughFrequency {
  readonly frequency: number;
  readonly error: number;
}

/** The dominant frequency of a piece. */
function clearestFrequency(
  piece: RuleSample["symbols"],
  values: ArrayLike<number>,
): RoughFrequency | undefined {
  const size = 2 ** Math.floor(Math.log2(piece.length));
  if (size < shortestWindow) return undefined;
  let mean = 0;
  for (let i = 0; i < size; i++) mean += values[piece[i]!]! / size;
  const re = new Float64Array(2 * size);
  const im = new Float64Array(2 * size);
  for (let i = 0; i < size; i++)
    re[i] = (values[piece[i]!]! - mean) * (1 - Math.cos((2 * Math.PI * i) / size));
  transformInPlace({ re, im });
  const power = re.subarray(0, size).map((one, k) => one * one + im[k]! * im[k]!);
  let [clearest, total] = [0, 0];
  // The lowest frequencies are the mean and slow changes.
  for (let k = 8; k < size - 1; k++) {
    total += power[k]!;
    if (power[k]! > power[clearest]! || clearest === 0) clearest = k;
  }
  if (clearest === 0 || power[clearest]! * size < (2 * Math.log(size) + 10) * total) return undefined;
  const [before, here, after] = [-1, 0, 1].map((step) => Math.log(power[clearest + step]! + 1e-300));
  const bend = before! - 2 * here! + after!;
  const shift = bend < 0 ? (before! - after!) / (2 * bend) : 0;
  return { frequency: (Math.PI * (clearest + shift)) / size, error: Math.PI / size };
}

/** The frequency near a rough one at which the parts of the first half are in phase. */
function closeFrequency(
  sample: RuleSample,
  half: number,
  { frequency, error }: RoughFrequency,
): number | undefined {
  const length = Math.floor(Math.PI / (8 * error));
  const parts: { middle: number; re: number; im: number }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let mean = 0;
  eachValue(sample, half, (_, __, value) => {
    mean += value / half;
  });
  eachValue(sample, half, (_, time, value) => {
    let part = parts.at(-1);
    if (part === undefined || time !== last + 1 || time - part.middle >= length / 2) {
      part = { middle: time + length / 2, re: 0, im: 0 };
      parts.push(part);
    }
    last = time;
    part.re += (value - mean) * Math.cos(frequency * time);
    part.im -= (value - mean) * Math.sin(frequency * time);
  });
  const span = last - parts[0]!.middle;
  const step = Math.PI / (2 * Math.max(1, span));
  const steps = Math.ceil(error / step);
  if (2 * steps * parts.length > mostTurns) return undefined;
  let [most, best] = [-1, frequency];
  for (let k = -steps; k <= steps; k++) {
    let [re, im] = [0, 0];
    for (const part of parts) {
      const [cosine, sine] = [Math.cos(k * step * part.middle), Math.sin(k * step * part.middle)];
      re += part.re * cosine + part.im * sine;
      im += part.im * cosine - part.re * sine;
    }
    const power = re * re + im * im;
    if (power > most) [most, best] = [power, frequency + k * step];
  }
  return best;
}

/** The least-squares wave near a frequency. Source: Gauss and Newton's iteration. */
function fitted(sample: RuleSample, half: number, near: number): Wave | undefined {
  let wave: Wave = { frequency: near, centre: 0, cosine: 0, sine: 0 };
  for (let round = 0; round <= fits; round++) {
    // The first round has no amplitude with which to correct a frequency.
    const size = round === 0 ? 3 : 4;
    const matrix = new Float64Array(size * size);
    const right = new Float64Array(size);
    const row = new Float64Array(size);
    const { frequency, cosine, sine } = wave;
    eachValue(sample, half, (_, time, value) => {
      const [c, s] = [Math.cos(frequency * time), Math.sin(frequency * time)];
      row[0] = 1;
      row[1] = c;
      row[2] = s;
      if (size === 4) row[3] = (sine * c - cosine * s) * (time / half);
      for (let i = 0; i < size; i++) {
        right[i]! += row[i]! * value;
        for (let j = 0; j < size; j++) matrix[i * size + j]! += row[i]! * row[j]!;
      }
    });
    const found = solveLinear(matrix, right, size);
    if (found === undefined) return undefined;
    const [centre, c, s, turn = 0] = found as unknown as readonly [number, number, number, number?];
    wave = { frequency: frequency + turn / half, centre, cosine: c, sine: s };
  }
  return Number.isFinite(wave.frequency) && wave.frequency > 0 ? wave : undefined;
}

const valueAt = ({ frequency, centre, cosine, sine }: Wave, time: number) =>
  centre + cosine * Math.cos(frequency * time) + sine * Math.sin(frequency * time);

function deviationFrom(sample: RuleSample, half: number, wave: Wave): number {
  let squares = 0;
  eachValue(sample, half, (_, time, value) => {
    const rest = value - valueAt(wave, time);
    squares += rest * rest;
  });
  return Math.max(leastDeviation, Math.sqrt(squares / half));
}

/** Cost of each symbol: normal around the wave, mixed with the frequencies of the first half. */
function lossesBy(sample: RuleSample, half: number, wave: Wave, deviation: number): Float64Array {
  const { symbols, alphabetSize, values } = sample;
  const laws: (Float64Array | undefined)[] = new Array(phases);
  const counts = countsIn(sample, 0, half);
  const frequent = counts.map((count) => (count + 0.5) / (half + alphabetSize / 2));
  const losses = new Float64Array(symbols.length);
  eachValue(sample, symbols.length, (at, time) => {
    const turns = (wave.frequency * time) / (2 * Math.PI);
    const phase = Math.floor((turns - Math.floor(turns)) * phases) % phases;
    laws[phase] ??= lawAbout(
      valueAt(wave, ((phase + 0.5) * 2 * Math.PI) / (phases * wave.frequency)),
      deviation,
      frequent,
      values!,
    );
    losses[at] = -Math.log2(laws[phase][symbols[at]!]!);
  });
  return losses;
}

function lawAbout(
  mean: number,
  deviation: number,
  frequent: Float64Array,
  values: ArrayLike<number>,
): Float64Array {
  const near = Float64Array.from(values, (value) => {
    const away = (value - mean) / deviation;
    return Math.exp((-away * away) / 2);
  });
  const sum = sumOf(near);
  return frequent.map((share, symbol) =>
    sum === 0 ? share : outlierShare * share + ((1 - outlierShare) * near[symbol]!) / sum,
  );
}
