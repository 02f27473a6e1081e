#include <stdint.h>

static double bend(const double* cell, int64_t step) {
  return 0.125 * (cell[step] - 2.0 * cell[0] + cell[-step]);
}

static void sweep(double* to, const double* from, int64_t n, int64_t m, int64_t p) {
  for (int64_t i = 1; i < n - 1; ++i) {
    for (int64_t j = 1; j < m - 1; ++j) {
      for (int64_t k = 1; k < p - 1; ++k) {
        const double* cell = from + (i * m + j) * p + k;
        to[(i * m + j) * p + k] = cell[0] + bend(cell, m * p) + bend(cell, p) + bend(cell, 1);
      }
    }
  }
}

void heat_3d(double* a, int64_t n, int64_t m, int64_t p, double* b, int64_t b_n, int64_t b_m,
             int64_t b_p, int64_t steps) {
  (void)b_n;
  (void)b_m;
  (void)b_p;
  for (int64_t t = 0; t < steps; ++t) {
    sweep(b, a, n, m, p);
    sweep(a, b, n, m, p);
  }
}
