/* The suffix kernel's pass in C, with Debian's libdivsufsort for the suffix array: common prefixes, counts of the words
   of every order, block entropies, longest previous factors, LZ76 phrases and match lengths. Prints the least processor
   time of some passes, of the array alone and of everything, and what was found. */
#include <divsufsort.h>
#include <emmintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ORDERS = 128, ROWS = 1024, BLOCK = 2048, LARGE = 1 << 20 };

typedef struct { int32_t depth, rank, position; } frame;

static int32_t n, *suffixes, *lengths;
static uint8_t *text;
static int32_t table[ROWS][ORDERS + 2], shared[ORDERS + 2], gathered[BLOCK + 1];
static struct { int32_t above, last, count; } large[LARGE];
static int32_t larges;
static frame *stack;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

/* Common prefix of two places that agree in `length` symbols or more; 16 zeros follow the text. */
static int32_t extend(int32_t i, int32_t j, int32_t length) {
  int32_t limit = n - (i > j ? i : j);
  uint64_t a, b;
  for (;; length += 8) {
    memcpy(&a, text + i + length, 8);
    memcpy(&b, text + j + length, 8);
    if (a != b) break;
    if (length >= limit) return limit;
  }
  length += __builtin_ctzll(a ^ b) >> 3;
  return length < limit ? length : limit;
}

static void common_prefixes(void) {
  static int32_t places[BLOCK], neighbours[BLOCK];
  lengths[suffixes[0]] = n;
  for (int32_t r = 1; r < n; r++) lengths[suffixes[r]] = suffixes[r - 1];
  int32_t length = 0, previous = -2;
  for (int32_t begin = 0; begin < n; begin += BLOCK) {
    int32_t stop = begin + BLOCK < n ? begin + BLOCK : n, many = 0, at = 0;
    for (int32_t i = begin; i < stop; i++) {
      int32_t j = lengths[i];
      places[many] = i;
      neighbours[many] = j;
      many += j != previous + 1;
      previous = j;
    }
    for (int32_t c = 0; c < many; c++) {
      __m128i here = _mm_loadu_si128((const __m128i *)(text + places[c]));
      __m128i there = _mm_loadu_si128((const __m128i *)(text + neighbours[c]));
      neighbours[c] = __builtin_ctz(~_mm_movemask_epi8(_mm_cmpeq_epi8(here, there)));
    }
    for (int32_t i = begin; i < stop; i++) {
      length--;
      if (at < many && places[at] == i) {
        int32_t j = lengths[i], limit = n - (i > j ? i : j), look = neighbours[at++];
        length = look < 16 ? (look < limit ? look : limit) : extend(i, j, length > 16 ? length : 16);
      } else if (length < 0) length = extend(i, lengths[i], 0);
      lengths[i] = length;
    }
  }
}

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
static int32_t most(int32_t a, int32_t b) { return a > b ? a : b; }

static void word(int32_t above, int32_t depth, int32_t many) {
  if (above >= ORDERS) return;
  int32_t last = least(depth, ORDERS);
  if (many < ROWS) {
    table[many][above + 1]++;
    table[many][last + 1]--;
  } else if (larges < LARGE) {
    large[larges].above = above;
    large[larges].last = last;
    large[larges++].count = many;
  }
}

static void intervals(void) {
  memset(table, 0, sizeof table);
  memset(shared, 0, sizeof shared);
  larges = 0;
  frame *top = stack;
  int32_t depth = 0, begin = 0, lowest = n;
  for (int32_t first = 1; first <= n;) {
    int32_t end = least(first + BLOCK, n);
    for (int32_t r = first; r < end; r++) gathered[r - first] = lengths[suffixes[r]];
    int32_t stop = end == n ? n + 1 : end;
    if (end == n) gathered[n - first] = 0;
    for (int32_t r = first; r < stop; r++) {
      int32_t length = gathered[r - first], position = suffixes[r - 1];
      shared[least(most(length, depth), ORDERS)]++;
      if (length > depth) {
        *++top = (frame){depth, begin, lowest};
        depth = length;
        begin = r - 1;
        lowest = position;
        continue;
      }
      lengths[most(position, lowest)] = depth;
      lowest = least(position, lowest);
      while (depth > length) {
        word(most(top->depth, length), depth, r - begin);
        if (top->depth < length) {
          depth = length;
          break;
        }
        lengths[most(lowest, top->position)] = top->depth;
        lowest = least(lowest, top->position);
        depth = top->depth;
        begin = top->rank;
        top--;
      }
    }
    first = stop;
  }
  lengths[0] = 0;
}

/* Sums over all words of each order of c log2 c, and how many differ. */
static double block_entropies(double *entropies) {
  int64_t distinct = 0, at_least = 0;
  static double sums[ORDERS + 2];
  static int64_t repeated[ORDERS + 2];
  memset(sums, 0, sizeof sums);
  memset(repeated, 0, sizeof repeated);
  for (int c = 2; c < ROWS; c++) {
    int64_t many = 0;
    for (int k = 1; k <= ORDERS; k++) {
      many += table[c][k];
      if (many == 0) continue;
      sums[k] += many * c * log2(c);
      repeated[k] += many;
    }
  }
  for (int32_t e = 0; e < larges; e++)
    for (int k = large[e].above + 1; k <= large[e].last; k++) {
      sums[k] += large[e].count * log2(large[e].count);
      repeated[k]++;
    }
  for (int k = ORDERS; k > 0; k--) {
    at_least += shared[k];
    int64_t words = n + 1 - k;
    distinct += words - at_least + repeated[k];
    entropies[k] = log2((double)words) - sums[k] / words;
  }
  return (double)distinct;
}

static int32_t phrases(void) {
  int32_t count = 0;
  for (int64_t i = 0; i < n; i += lengths[i] + 1) count++;
  return count;
}

static void match_rates(double *rates) {
  double longer = 0, reciprocal = 0;
  for (int32_t i = 1; i < n; i++) {
    double bits = log2(i + 1.0), length = lengths[i] + 1;
    longer += length / bits;
    reciprocal += bits / length;
  }
  rates[0] = (n - 1) / longer;
  rates[1] = reciprocal / (n - 1);
}

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL) return 2;
  fseek(file, 0, SEEK_END);
  n = (int32_t)ftell(file);
  rewind(file);
  text = calloc((size_t)n + 32, 1);
  suffixes = malloc(4 * (size_t)n);
  lengths = malloc(4 * ((size_t)n + 1));
  stack = malloc(sizeof *stack * ((size_t)n + 2));
  if (text == NULL || suffixes == NULL || lengths == NULL || stack == NULL) return 2;
  if (fread(text, 1, n, file) != (size_t)n) return 2;
  double array = 1e9, everything = 1e9, entropies[ORDERS + 1], rates[2] = {0, 0}, distinct = 0;
  int32_t count = 0;
  for (int pass = atoi(argv[2]); pass > 0; pass--) {
    double start = now();
    divsufsort(text, suffixes, n);
    double sorted = now();
    common_prefixes();
    intervals();
    distinct = block_entropies(entropies);
    count = phrases();
    match_rates(rates);
    double end = now();
    if (sorted - start < array) array = sorted - start;
    if (end - start < everything) everything = end - start;
  }
  printf("%.6f %.6f %d %.0f %.9f %.9f %.9f\n", array, everything, count, distinct, entropies[3], rates[0], rates[1]);
  return 0;
}
