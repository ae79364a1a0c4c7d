// Pairs of symbols at a distance: counts them, and sums a value of each pair.
//
// The caller writes symbols of one or two bytes at `symbolsAddress()`. Counters of 32 bits suffice, since memory holds
// fewer than 2^32 symbols.

/** f64[alphabet][alphabet]: value of each pair. The counters, u32[alphabet][alphabet], follow, then the symbols. */
export const VALUES: usize = 0x1000;

/** log2 of the bytes per symbol. */
let shift: usize = 0;
let size: u32 = 0;
let counters: usize = 0;
let symbols: usize = 0;

/** Lays out the memory for `n` symbols below `alphabet`, 2^`logWidth` bytes each; returns its size in bytes. */
export function configure(n: u32, alphabet: u32, logWidth: u32): usize {
  shift = logWidth;
  size = alphabet;
  counters = VALUES + ((<usize>alphabet * alphabet) << 3);
  symbols = counters + ((<usize>alphabet * alphabet) << 2);
  return symbols + (<usize>n << shift);
}

export function countersAddress(): usize {
  return counters;
}

export function symbolsAddress(): usize {
  return symbols;
}

// @ts-ignore: decorator
@inline
function pairAt<T>(address: usize, ahead: usize): usize {
  return <usize>load<T>(address) * size + <usize>load<T>(address + ahead);
}

// @ts-ignore: decorator
@inline
function count<T>(from: u32, to: u32, distance: u32): void {
  const ahead = <usize>distance << alignof<T>();
  const end = symbols + (<usize>to << alignof<T>());
  for (let at = symbols + (<usize>from << alignof<T>()); at < end; at += sizeof<T>()) {
    const address = counters + (pairAt<T>(at, ahead) << 2);
    store<u32>(address, load<u32>(address) + 1);
  }
}

// @ts-ignore: decorator
@inline
function add<T>(from: u32, to: u32, distance: u32, sum: f64): f64 {
  const ahead = <usize>distance << alignof<T>();
  const end = symbols + (<usize>to << alignof<T>());
  for (let at = symbols + (<usize>from << alignof<T>()); at < end; at += sizeof<T>())
    sum += load<f64>(VALUES + (pairAt<T>(at, ahead) << 3));
  return sum;
}

/** Counts the pairs whose first symbols are at from..to-1. */
export function countPairs(from: u32, to: u32, distance: u32): void {
  if (shift === 0) count<u8>(from, to, distance);
  else count<u16>(from, to, distance);
}

/** Adds the values of the pairs whose first symbols are at from..to-1 to `sum`, in order; returns the result. */
export function sumPairs(from: u32, to: u32, distance: u32, sum: f64): f64 {
  return shift === 0 ? add<u8>(from, to, distance, sum) : add<u16>(from, to, distance, sum);
}
