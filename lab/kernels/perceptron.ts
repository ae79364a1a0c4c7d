// A perceptron with one hidden layer that predicts a symbol from those before it, learned by gradient descent.
//
// Each of the CONTEXT symbols before is a row of WIDTH numbers, these are the inputs of HIDDEN rectified units, and the symbols
// compete by a softmax. Numbers are 32-bit floats in a fixed order, so that results are the same everywhere.
//
// Source: Bengio et al. 2003, J. Machine Learning Res. 3; Loshchilov & Hutter 2019, ICLR (AdamW).

/** Symbols that are seen before the one that is predicted. */
export const CONTEXT: u32 = 8;
/** Numbers a symbol is read as. */
export const WIDTH: u32 = 16;
export const HIDDEN: u32 = 64;
/** Symbols learned together, or asked for. */
export const BATCH: u32 = 64;
/** Address of the places of a batch, 32-bit integers; an even number is read. */
export const PLACES: usize = 0x1000;
/** Address of the probabilities of the symbols that were asked for, 32-bit floats. */
export const PROBABILITIES: usize = PLACES + 4 * BATCH;

/** Symbols that are read for one that is predicted: those before it and, where the caller gives one, another. */
let seen: u32 = CONTEXT;
let input: u32 = CONTEXT * WIDTH;
/** Columns that a product is made of at once; rows are made by twos. */
const TILE: u32 = 16;

/** Symbols, and so many with those that fill up the last tile. */
let alphabet: u32 = 0;
let columns: u32 = 0;
/** Numbers that are learned, and addresses of them, of their gradients, and of means of these and of their squares. */
let learned: u32 = 0;
let weights: usize = 0;
let gradients: usize = 0;
let means: usize = 0;
let squares: usize = 0;
/** Addresses within them, as distances. */
let inputWeights: usize = 0;
let inputBias: usize = 0;
let outputWeights: usize = 0;
let outputBias: usize = 0;
/** Addresses of what a batch needs. */
let inputs: usize = 0;
let units: usize = 0;
let outputs: usize = 0;
let unitSlopes: usize = 0;
let inputSlopes: usize = 0;
let inputTurned: usize = 0;
let outputTurned: usize = 0;
let symbols: usize = 0;
let others: usize = 0;

/**
 * Lays out the memory for a text of `n` symbols, beginnings of segments among them, and for as many others where `more` is 1; returns
 * the bytes it takes.
 */
export function layout(n: u32, alphabetSize: u32, more: u32): usize {
  alphabet = alphabetSize;
  seen = CONTEXT + more;
  input = seen * WIDTH;
  columns = (alphabet + TILE - 1) & ~(TILE - 1);
  inputWeights = (<usize>(alphabet + 1) * WIDTH) << 2;
  inputBias = inputWeights + (input * HIDDEN << 2);
  outputWeights = inputBias + (HIDDEN << 2);
  outputBias = outputWeights + (HIDDEN * columns << 2);
  const bytes = outputBias + (columns << 2);
  learned = <u32>(bytes >> 2);
  weights = PROBABILITIES + 4 * BATCH;
  gradients = weights + bytes;
  means = gradients + bytes;
  squares = means + bytes;
  inputs = squares + bytes;
  units = inputs + (BATCH * input << 2);
  outputs = units + (BATCH * HIDDEN << 2);
  unitSlopes = outputs + (BATCH * columns << 2);
  inputSlopes = unitSlopes + (BATCH * HIDDEN << 2);
  inputTurned = inputSlopes + (BATCH * input << 2);
  outputTurned = inputTurned + (input * HIDDEN << 2);
  symbols = outputTurned + (HIDDEN * columns << 2);
  others = symbols + (<usize>n << 1);
  return others + (<usize>(n * more) << 1);
}

/** Address of the symbols, 16 bits each, which the caller writes; `alphabet` stands CONTEXT times where a segment begins. */
export function symbolsAt(): usize {
  return symbols;
}

/** Address of the others, of the same shape. */
export function othersAt(): usize {
  return others;
}

/** Address of the numbers that are learned, which the caller sets at first: of symbols, of the hidden layer, of the outputs. */
export function weightsAt(): usize {
  return weights;
}

/** Forgets what was learned but for the numbers that the caller sets. */
export function begin(): void {
  memory.fill(means, 0, <usize>learned << 3);
}

// @ts-ignore: decorator
@inline
function multiplied(sum: v128, a: v128, address: usize): v128 {
  return f32x4.add(sum, f32x4.mul(a, v128.load(address)));
}

/**
 * out[r, c] += sum over i of x[r, i] w[i, c]. Rows of out and w are `width` numbers long; x has steps in bytes, so that it may be read
 * turned.
 */
function addProduct(out: usize, x: usize, rowStep: usize, step: usize, w: usize, rows: u32, inner: u32, width: u32): void {
  const line = <usize>width << 2;
  for (let r: u32 = 0; r < rows; r += 2) {
    const upper = x + r * rowStep;
    const to = out + r * line;
    for (let c: usize = 0; c < line; c += TILE << 2) {
      const here = to + c;
      const below = here + line;
      let a0 = v128.load(here), a1 = v128.load(here, 16), a2 = v128.load(here, 32), a3 = v128.load(here, 48);
      let b0 = v128.load(below), b1 = v128.load(below, 16), b2 = v128.load(below, 32), b3 = v128.load(below, 48);
      let from = upper;
      let row = w + c;
      for (let i: u32 = 0; i < inner; i++) {
        const a = v128.load_splat<f32>(from);
        const b = v128.load_splat<f32>(from + rowStep);
        a0 = multiplied(a0, a, row);
        a1 = multiplied(a1, a, row + 16);
        a2 = multiplied(a2, a, row + 32);
        a3 = multiplied(a3, a, row + 48);
        b0 = multiplied(b0, b, row);
        b1 = multiplied(b1, b, row + 16);
        b2 = multiplied(b2, b, row + 32);
        b3 = multiplied(b3, b, row + 48);
        from += step;
        row += line;
      }
      v128.store(here, a0); v128.store(here, a1, 16); v128.store(here, a2, 32); v128.store(here, a3, 48);
      v128.store(below, b0); v128.store(below, b1, 16); v128.store(below, b2, 32); v128.store(below, b3, 48);
    }
  }
}

/** Writes a matrix with rows for columns. */
function turn(from: usize, to: usize, rows: u32, width: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    for (let c: u32 = 0; c < width; c++) {
      store<f32>(to + ((c * rows + r) << 2), load<f32>(from + ((r * width + c) << 2)));
    }
  }
}

/** Puts a row at the beginning of every row. */
function spread(row: usize, to: usize, rows: u32, width: u32): void {
  for (let r: u32 = 0; r < rows; r++) memory.copy(to + r * (width << 2), row, width << 2);
}

/** Adds up rows. */
function addRows(from: usize, to: usize, rows: u32, width: u32): void {
  for (let c: usize = 0; c < <usize>width << 2; c += 16) {
    let sum = f32x4.splat(0);
    for (let r: u32 = 0; r < rows; r++) sum = f32x4.add(sum, v128.load(from + r * (width << 2) + c));
    v128.store(to + c, sum);
  }
}

/** e^x for x <= 0, to some millionths of it; 0 where it is below 2^-126. */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  const binary = f32x4.max(f32x4.mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(-127));
  const whole = f32x4.nearest(binary);
  const rest = f32x4.sub(binary, whole);
  let sum = f32x4.splat(0.001333355814642844);
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.009618129107628477));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.05550410866482158));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.2402265069591007));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(0.6931471805599453));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(sum, scale);
}

/** Makes log-odds of a row the probabilities that they say. */
function compete(row: usize): void {
  const line = <usize>columns << 2;
  let most = f32x4.splat(-Infinity);
  for (let c: usize = 0; c < line; c += 16) most = f32x4.max(most, v128.load(row + c));
  const highest = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  let sum = f32x4.splat(0);
  for (let c: usize = 0; c < line; c += 16) {
    const one = exponential(f32x4.sub(v128.load(row + c), f32x4.splat(highest)));
    v128.store(row + c, one);
    sum = f32x4.add(sum, one);
  }
  const all =
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
  const scale = f32x4.splat(1 / all);
  for (let c: usize = 0; c < line; c += 16) v128.store(row + c, f32x4.mul(v128.load(row + c), scale));
}

// @ts-ignore: decorator
@inline
function symbolAt(place: u32): u32 {
  return <u32>load<u16>(symbols + (<usize>place << 1));
}

/** What is read for a symbol: k counts those before it from the farthest on, and the other comes last. */
// @ts-ignore: decorator
@inline
function readFor(place: u32, k: u32): u32 {
  return k < CONTEXT ? symbolAt(place - CONTEXT + k) : <u32>load<u16>(others + (<usize>place << 1));
}

/** Leaves the probabilities of all symbols at the places of a batch. */
function predict(rows: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const place = load<u32>(PLACES + (r << 2));
    for (let k: u32 = 0; k < seen; k++) {
      const row = weights + ((readFor(place, k) * WIDTH) << 2);
      memory.copy(inputs + ((r * input + k * WIDTH) << 2), row, WIDTH << 2);
    }
  }
  spread(weights + inputBias, units, rows, HIDDEN);
  addProduct(units, inputs, input << 2, 4, weights + inputWeights, rows, input, HIDDEN);
  for (let at = units; at < units + (rows * HIDDEN << 2); at += 16)
    v128.store(at, f32x4.pmax(f32x4.splat(0), v128.load(at)));
  spread(weights + outputBias, outputs, rows, columns);
  addProduct(outputs, units, HIDDEN << 2, 4, weights + outputWeights, rows, HIDDEN, columns);
  for (let r: u32 = 0; r < rows; r++) compete(outputs + r * (columns << 2));
}

/** Leaves the probabilities of the symbols at the places of a batch. */
export function ask(rows: u32): void {
  predict(rows);
  for (let r: u32 = 0; r < rows; r++) {
    const symbol = symbolAt(load<u32>(PLACES + (r << 2)));
    store<f32>(PROBABILITIES + (r << 2), load<f32>(outputs + ((r * columns + symbol) << 2)));
  }
}

/** Gradients of the mean of -ln p over the places of a batch. */
function descend(rows: u32): void {
  predict(rows);
  memory.fill(gradients, 0, <usize>learned << 2);
  memory.fill(unitSlopes, 0, rows * HIDDEN << 2);
  memory.fill(inputSlopes, 0, rows * input << 2);
  const share = f32x4.splat(1 / <f32>rows);
  for (let r: u32 = 0; r < rows; r++) {
    const right = outputs + ((r * columns + symbolAt(load<u32>(PLACES + (r << 2)))) << 2);
    store<f32>(right, load<f32>(right) - 1);
  }
  for (let at = outputs; at < outputs + (rows * columns << 2); at += 16)
    v128.store(at, f32x4.mul(v128.load(at), share));
  addProduct(gradients + outputWeights, units, 4, HIDDEN << 2, outputs, HIDDEN, rows, columns);
  addRows(outputs, gradients + outputBias, rows, columns);
  turn(weights + outputWeights, outputTurned, HIDDEN, columns);
  addProduct(unitSlopes, outputs, columns << 2, 4, outputTurned, rows, columns, HIDDEN);
  for (let at: usize = 0; at < <usize>(rows * HIDDEN << 2); at += 16) {
    const on = f32x4.gt(v128.load(units + at), f32x4.splat(0));
    v128.store(unitSlopes + at, v128.and(v128.load(unitSlopes + at), on));
  }
  addProduct(gradients + inputWeights, inputs, 4, input << 2, unitSlopes, input, rows, HIDDEN);
  addRows(unitSlopes, gradients + inputBias, rows, HIDDEN);
  turn(weights + inputWeights, inputTurned, input, HIDDEN);
  addProduct(inputSlopes, unitSlopes, HIDDEN << 2, 4, inputTurned, rows, HIDDEN, input);
  for (let r: u32 = 0; r < rows; r++) {
    const place = load<u32>(PLACES + (r << 2));
    for (let k: u32 = 0; k < seen; k++) {
      const to = gradients + ((readFor(place, k) * WIDTH) << 2);
      const from = inputSlopes + ((r * input + k * WIDTH) << 2);
      for (let at: usize = 0; at < WIDTH << 2; at += 16)
        v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
    }
  }
}

/**
 * Learns the symbols at the places of a batch.
 *
 * @param rate of the step, and what it leaves of each number
 * @param meanShare what a mean of gradients has of the latest, and what it lacks since it began with none; `square*` of squares
 */
export function learn(
  rows: u32,
  rate: f32,
  kept: f32,
  meanShare: f32,
  meanScale: f32,
  squareShare: f32,
  squareScale: f32,
): void {
  descend(rows);
  for (let at: usize = 0; at < <usize>learned << 2; at += 16) {
    const gradient = v128.load(gradients + at);
    const mean = v128.load(means + at);
    const square = v128.load(squares + at);
    const nextMean = f32x4.add(mean, f32x4.mul(f32x4.splat(meanShare), f32x4.sub(gradient, mean)));
    const squared = f32x4.sub(f32x4.mul(gradient, gradient), square);
    const nextSquare = f32x4.add(square, f32x4.mul(f32x4.splat(squareShare), squared));
    v128.store(means + at, nextMean);
    v128.store(squares + at, nextSquare);
    const spreadOf = f32x4.add(f32x4.sqrt(f32x4.mul(nextSquare, f32x4.splat(squareScale))), f32x4.splat(1e-8));
    const way = f32x4.div(f32x4.mul(nextMean, f32x4.splat(rate * meanScale)), spreadOf);
    v128.store(weights + at, f32x4.sub(f32x4.mul(v128.load(weights + at), f32x4.splat(kept)), way));
  }
}
