// src/statistics/compressed-spectrum.ts
var pointsPerOctave = 22;
var firstOctave = 32;
function compressedSpectrum({ frequencies, multiplicities }) {
  const counts = [];
  const weights = [];
  let i = 0;
  for (; i < frequencies.length && frequencies[i] < firstOctave; i++) {
    counts.push(frequencies[i]);
    weights.push(multiplicities[i]);
  }
  for (let octave = firstOctave; i < frequencies.length; octave *= 2) {
    const begin = i;
    while (i < frequencies.length && frequencies[i] < 2 * octave) i++;
    const inside = frequencies.subarray(begin, i);
    if (inside.length <= pointsPerOctave) {
      counts.push(...inside);
      weights.push(...multiplicities.subarray(begin, i));
    } else {
      counts.push(...chebyshev.map((x) => octave * (1.5 + 0.5 * x)));
      weights.push(...shares(inside, multiplicities.subarray(begin, i), octave));
    }
  }
  return { counts: Float64Array.from(counts), weights: Float64Array.from(weights) };
}
var angles = Array.from({ length: pointsPerOctave }, (_, m) => (m + 0.5) * Math.PI / pointsPerOctave);
var chebyshev = angles.map(Math.cos);
var barycentric = angles.map((angle, m) => m % 2 === 0 ? Math.sin(angle) : -Math.sin(angle));
function shares(frequencies, multiplicities, octave) {
  const total = new Float64Array(pointsPerOctave);
  const lagrange = new Float64Array(pointsPerOctave);
  for (let i = 0; i < frequencies.length; i++) {
    const x = (frequencies[i] / octave - 1.5) * 2;
    const hit = chebyshev.indexOf(x);
    if (hit >= 0) {
      total[hit] += multiplicities[i];
      continue;
    }
    let sum = 0;
    for (let m = 0; m < pointsPerOctave; m++) {
      lagrange[m] = barycentric[m] / (x - chebyshev[m]);
      sum += lagrange[m];
    }
    const scale = multiplicities[i] / sum;
    for (let m = 0; m < pointsPerOctave; m++) total[m] += scale * lagrange[m];
  }
  return total;
}

// src/statistics/digamma.ts
function digamma(x) {
  let shift = 0;
  let z = x;
  for (; z < 12; z += 1) shift -= 1 / z;
  const u = 1 / (z * z);
  const series = u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u * (1 / 132 - u * (691 / 32760))))));
  return shift + Math.log(z) - 0.5 / z - series;
}

// src/statistics/frequency-spectrum.ts
var DENSE = 1024;
function frequencySpectrum(counts) {
  const small = new Float64Array(DENSE);
  const large2 = [];
  for (let i = 0; i < counts.length; i++) {
    const c2 = counts[i];
    if (c2 < DENSE) small[c2] = small[c2] + 1;
    else large2.push(c2);
  }
  const sorted = Float64Array.from(large2).sort();
  const frequencies = [];
  const multiplicities = [];
  for (let j = 1; j < DENSE; j++) {
    if (small[j] === 0) continue;
    frequencies.push(j);
    multiplicities.push(small[j]);
  }
  for (let start = 0, i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    frequencies.push(sorted[start]);
    multiplicities.push(i - start);
    start = i;
  }
  return spectrumFrom(Float64Array.from(frequencies), Float64Array.from(multiplicities));
}
function spectrumOf(counts) {
  const spectrum = "frequencies" in counts ? counts : frequencySpectrum(counts);
  if (spectrum.tokens === 0) throw new RangeError("no positive count");
  return spectrum;
}
function spectrumFrom(frequencies, multiplicities) {
  let tokens = 0;
  let types = 0;
  for (let i = 0; i < frequencies.length; i++) {
    tokens += frequencies[i] * multiplicities[i];
    types += multiplicities[i];
  }
  return { frequencies, multiplicities, tokens, types };
}

// src/statistics/dirichlet-entropy.ts
function smoothedEntropy(counts, alphabetSize, pseudocount) {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  const total = tokens + alphabetSize * pseudocount;
  let sum = (alphabetSize - types) * pseudocount * Math.log2(total / pseudocount);
  for (let i = 0; i < frequencies.length; i++) {
    const c2 = frequencies[i] + pseudocount;
    sum += multiplicities[i] * c2 * Math.log2(total / c2);
  }
  return sum / total;
}
function posteriorMeanNats(counts, weights, { tokens, types }, alphabetSize, pseudocount) {
  const total = tokens + alphabetSize * pseudocount;
  let sum = (alphabetSize - types) * pseudocount * digamma(pseudocount + 1);
  for (let i = 0; i < counts.length; i++) {
    const c2 = counts[i] + pseudocount;
    sum += weights[i] * c2 * digamma(c2 + 1);
  }
  return digamma(total + 1) - sum / total;
}

// src/statistics/integrate-peak.ts
var negligible = 40;
var goldenRatio = 0.5 * (Math.sqrt(5) - 1);
function integratePeak(at, start, step, [least, most]) {
  const clamp = (x) => Math.max(least, Math.min(most, x));
  const weight = (x) => at(x).logWeight;
  const peak = climb(weight, start, step, clamp);
  const top = weight(peak);
  const lower = edge(weight, peak, -1, top - negligible, least);
  const upper = edge(weight, peak, 1, top - negligible, most);
  let width = (upper - lower) / 32;
  let sums = sumOver(at, lower, width, 33, top);
  for (let halvings = 0; halvings < 10; halvings++) {
    const between = sumOver(at, lower + 0.5 * width, width, Math.round((upper - lower) / width), top);
    const weights = sums.weights + between.weights;
    const values = sums.values + between.values;
    width *= 0.5;
    const settled = Math.abs(sums.weights - between.weights) <= 1e-13 * weights && Math.abs(sums.values - between.values) <= 1e-13 * Math.abs(values);
    sums = { weights, values };
    if (settled) break;
  }
  return { logMass: top + Math.log(sums.weights * width), mean: sums.values / sums.weights };
}
function climb(weight, start, firstStep, clamp) {
  let middle = clamp(start);
  let best = weight(middle);
  let step = weight(clamp(middle + firstStep)) >= weight(clamp(middle - firstStep)) ? firstStep : -firstStep;
  let left = clamp(middle - step);
  let right = clamp(middle + step);
  for (let next = weight(right); next > best; next = weight(right)) {
    left = middle;
    middle = right;
    best = next;
    step *= 2;
    right = clamp(middle + step);
  }
  for (let i = 0; i < 100; i++) {
    const inner = right - goldenRatio * (right - left);
    const outer = left + goldenRatio * (right - left);
    const [a, b] = [weight(inner), weight(outer)];
    if (a >= b) right = outer;
    else left = inner;
    if (Math.max(a, b) - Math.min(weight(left), weight(right)) < 0.01) break;
  }
  const settled = 0.5 * (left + right);
  return weight(settled) >= best ? settled : middle;
}
function edge(weight, peak, direction, level, bound) {
  const limit = Math.abs(bound - peak);
  let inside = 0;
  let outside = Math.min(limit, 1e-6 * Math.max(1, Math.abs(peak)));
  while (outside < limit && weight(peak + direction * outside) > level) {
    inside = outside;
    outside = Math.min(limit, 2 * outside);
  }
  for (let i = 0; i < 4; i++) {
    const middle = 0.5 * (inside + outside);
    if (weight(peak + direction * middle) > level) inside = middle;
    else outside = middle;
  }
  return peak + direction * outside;
}
function sumOver(at, first, width, count, top) {
  let weights = 0;
  let values = 0;
  for (let i = 0; i < count; i++) {
    const { logWeight, value } = at(first + i * width);
    const weight = Math.exp(logWeight - top);
    weights += weight;
    values += weight * value;
  }
  return { weights, values };
}

// src/statistics/log-rising-factorial.ts
var large = 16;
function logRisingFactorial(x, m) {
  if (m <= large && Number.isInteger(m)) {
    let product = 1;
    for (let i = 0; i < m; i++) product *= x + i;
    return Math.log(product);
  }
  let below = 1;
  let z = x;
  for (; z < large; z += 1) below *= z;
  let above = 1;
  let y = x + m;
  for (; y < large; y += 1) above *= y;
  const steps = y - z;
  const difference = (z - 0.5) * Math.log1p(steps / z) + steps * (Math.log(y) - 1);
  return Math.log(below) - Math.log(above) + difference + stirlingRest(y) - stirlingRest(z);
}
function stirlingRest(z) {
  const u = 1 / (z * z);
  return (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360360)))))) / z;
}

// src/statistics/trigamma.ts
function trigamma(x) {
  let shift = 0;
  let z = x;
  for (; z < 16; z += 1) shift += 1 / (z * z);
  const u = 1 / (z * z);
  const series = u * (1 / 6 - u * (1 / 30 - u * (1 / 42 - u * (1 / 30 - u * (5 / 66 - u * (691 / 2730))))));
  return shift + (1 + 0.5 / z + series) / z;
}

// src/statistics/nemenman-shafee-bialek-entropy.ts
var logRange = [-46, 46];
function nemenmanShafeeBialekEntropy(counts, alphabetSize) {
  const spectrum = spectrumOf(counts);
  if (alphabetSize === 1) return 0;
  const points = compressedSpectrum(spectrum);
  const { tokens } = spectrum;
  const at = (logB) => {
    const b = Math.exp(logB);
    let logWeight = logB + Math.log(entropySlope(b, alphabetSize)) - logRisingFactorial(alphabetSize * b, tokens);
    for (let i = 0; i < points.counts.length; i++)
      logWeight += points.weights[i] * logRisingFactorial(b, points.counts[i]);
    const value = posteriorMeanNats(points.counts, points.weights, spectrum, alphabetSize, b);
    return { logWeight, value };
  };
  return integratePeak(at, -Math.log(alphabetSize), 1, logRange).mean / Math.LN2;
}
function entropySlope(b, alphabetSize) {
  if (b < 100) return alphabetSize * trigamma(alphabetSize * b + 1) - trigamma(b + 1);
  const u = 1 / b;
  const v = 1 / alphabetSize;
  return 0.5 * u * u * (1 - v - u / 3 * (1 - v * v) + u * u * u / 15 * (1 - v * v * v * v));
}

// src/statistics/inverse-digamma.ts
var EULER_GAMMA = 0.5772156649015329;
function inverseDigamma(value) {
  let x = value >= -2.22 ? Math.exp(value) + 0.5 : -1 / (value + EULER_GAMMA);
  for (let step = 0; step < 8; step++) {
    const next = x - (digamma(x) - value) / trigamma(x);
    if (next === x) break;
    x = next;
  }
  return x;
}

// src/statistics/pitman-yor-mixture-entropy.ts
var EULER_GAMMA2 = 0.5772156649015329;
var ZETA_2 = Math.PI * Math.PI / 6;
var ZETA_3 = 1.2020569031595942;
var logRange2 = [-40, 6];
function pitmanYorMixtureEntropy(counts) {
  const spectrum = spectrumOf(counts);
  if (spectrum.types === spectrum.tokens || spectrum.types === 1) return void 0;
  const points = compressedSpectrum(spectrum);
  const overDiscount = (logP) => {
    const p = Math.exp(logP);
    const discount = discountOf(p);
    const { logWeight, sum } = sumsOverTypes(points, spectrum, discount);
    const overConcentration = (logQ) => conditional(spectrum, p, Math.exp(logQ), discount, sum);
    const { logMass, mean } = integratePeak(overConcentration, 0, 0.5, logRange2);
    return { logWeight: logWeight + logP + logMass, value: mean };
  };
  return integratePeak(overDiscount, -1, 0.5, logRange2).mean / Math.LN2;
}
function sumsOverTypes({ counts, weights }, { types }, discount) {
  let logWeight = (types - 1) * Math.log(discount);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    logWeight += weights[i] * logRisingFactorial(1 - discount, counts[i] - 1);
    const c2 = counts[i] - discount;
    sum += weights[i] * c2 * digamma(c2 + 1);
  }
  return { logWeight, sum };
}
function conditional({ tokens, types }, p, q, discount, sum) {
  const a = concentrationOf(q);
  const logWeight = logRisingFactorial(a / discount + 1, types - 1) - logRisingFactorial(a + 1, tokens - 1) + Math.log(q / (p + q)) - 10 * (p + q) / q;
  const seen = (a + types * discount) / (a + tokens) * digamma(1 - discount) + sum / (a + tokens);
  return { logWeight, value: digamma(a + tokens + 1) - seen };
}
function discountOf(p) {
  if (p < 1e-5) return p / ZETA_2 * (1 - ZETA_3 * p / (ZETA_2 * ZETA_2));
  return 1 - inverseDigamma(-EULER_GAMMA2 - p);
}
function concentrationOf(q) {
  if (q < 1e-5) return q / ZETA_2 * (1 + ZETA_3 * q / (ZETA_2 * ZETA_2));
  return inverseDigamma(q - EULER_GAMMA2) - 1;
}

// src/statistics/james-stein-entropy.ts
function shrinkageIntensity(counts, alphabetSize) {
  const { frequencies, multiplicities, tokens, types } = spectrumOf(counts);
  const target = 1 / alphabetSize;
  let squares = 0;
  let distance = (alphabetSize - types) * target * target;
  for (let i = 0; i < frequencies.length; i++) {
    const p = frequencies[i] / tokens;
    squares += multiplicities[i] * p * p;
    distance += multiplicities[i] * (target - p) * (target - p);
  }
  const spread = (tokens - 1) * distance;
  return spread > 1 - squares ? (1 - squares) / spread : 1;
}
function jamesSteinEntropy(counts, alphabetSize) {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens, types } = spectrum;
  const intensity = shrinkageIntensity(spectrum, alphabetSize);
  const floor = intensity / alphabetSize;
  let bits = floor > 0 ? (alphabetSize - types) * floor * -Math.log2(floor) : 0;
  for (let i = 0; i < frequencies.length; i++) {
    const p = floor + (1 - intensity) * (frequencies[i] / tokens);
    bits -= multiplicities[i] * p * Math.log2(p);
  }
  return Math.max(0, bits);
}

// src/statistics/plug-in-entropy.ts
function plugInEntropy(counts) {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i];
    sum += multiplicities[i] * j * Math.log2(tokens / j);
  }
  return sum / tokens;
}

// src/statistics/jackknife-entropy.ts
function jackknifeEntropy(counts) {
  const spectrum = spectrumOf(counts);
  const { frequencies, multiplicities, tokens: n, types } = spectrum;
  if (types === 1) return 0;
  const whole = plugInEntropy(spectrum);
  let gain = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const c2 = frequencies[i];
    const left = c2 > 1 ? (c2 - 1) * Math.log2(c2 - 1) : 0;
    const lost = (c2 * Math.log2(c2) - left) / (n - 1);
    gain += multiplicities[i] * (c2 / n) * lost;
  }
  const without = Math.log2(n - 1) - n / (n - 1) * (Math.log2(n) - whole) + gain;
  return n * whole - (n - 1) * without;
}

// src/statistics/grassberger-1988-entropy.ts
function grassberger1988Entropy(counts) {
  const { frequencies, multiplicities, tokens } = spectrumOf(counts);
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++) {
    const j = frequencies[i];
    sum += multiplicities[i] * j * (digamma(j) + (j % 2 === 0 ? 1 : -1) / (j + 1));
  }
  return (Math.log(tokens) - sum / tokens) / Math.LN2;
}

// ../../../tmp/t.ts
var c = [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1];
var d = [4, 12, 4, 5, 3, 1, 5, 1, 2, 2, 2, 2, 11, 3, 4, 12, 12, 1, 2];
console.log(nemenmanShafeeBialekEntropy(c, 11) * Math.LN2, nemenmanShafeeBialekEntropy(d, 100) * Math.LN2, pitmanYorMixtureEntropy(c), pitmanYorMixtureEntropy(d));
console.log(smoothedEntropy(c, 11, 0.5) * Math.LN2, smoothedEntropy(c, 11, 1 / 11) * Math.LN2, shrinkageIntensity(c, 11), jamesSteinEntropy(c, 11) * Math.LN2, jackknifeEntropy(c), grassberger1988Entropy(c));
for (const counts of [Array.from({ length: 1e5 }, (_, i) => i + 1), Array.from({ length: 1e5 }, (_, i) => 1 + Math.floor(1e5 / (i + 1))), Array.from({ length: 1e5 }, (_, i) => 1 + i % 2), Array.from({ length: 1e5 }, () => 1e3), [1e6, 1], [2, 1], [1, 1, 1, 1, 1]]) {
  let t = process.cpuUsage();
  const a = nemenmanShafeeBialekEntropy(counts, 1e6);
  let u = process.cpuUsage(t);
  t = process.cpuUsage();
  const b = pitmanYorMixtureEntropy(counts);
  let v = process.cpuUsage(t);
  console.log(a, u.user / 1e3, b, v.user / 1e3);
}
