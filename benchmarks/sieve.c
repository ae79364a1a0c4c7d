/* Liouville's and Moebius' functions by a segmented sieve of integer products. Prints the processor time for the first n numbers, and the
   sums of both functions, which say that it is right. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SEGMENT = 1 << 15 };

static uint64_t product[SEGMENT];
static int8_t sign[SEGMENT], square[SEGMENT];

int main(int argc, char **argv) {
  int64_t n = argc > 1 ? atoll(argv[1]) : 10000000, lambda = 0, mu = 0;
  struct timespec t;
  int64_t root = (int64_t)sqrt((double)n) + 1, count = 0;
  char *composite = calloc(root + 1, 1);
  int64_t *primes = malloc((root + 1) * sizeof *primes);
  for (int64_t p = 2; p <= root; p++) {
    if (composite[p]) continue;
    primes[count++] = p;
    for (int64_t m = p * p; m <= root; m += p) composite[m] = 1;
  }
  for (int64_t start = 1; start <= n; start += SEGMENT) {
    int64_t end = start + SEGMENT;
    for (int i = 0; i < SEGMENT; i++) product[i] = sign[i] = 1;
    memset(square, 0, sizeof square);
    for (int64_t k = 0; k < count && primes[k] * primes[k] < end; k++) {
      int64_t p = primes[k];
      for (int64_t power = p; power < end; power *= p)
        for (int64_t i = (power - start % power) % power; i < SEGMENT; i += power) {
          product[i] *= p;
          sign[i] = -sign[i];
          if (power > p) square[i] = 1;
        }
    }
    for (int64_t i = 0; i < SEGMENT && start + i <= n; i++) {
      int s = product[i] == (uint64_t)(start + i) ? sign[i] : -sign[i];
      lambda += s;
      if (!square[i]) mu += s;
    }
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  printf("%.4f %lld %lld\n", t.tv_sec + t.tv_nsec / 1e9, (long long)lambda, (long long)mu);
}
