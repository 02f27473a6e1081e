#include <stdint.h>

void trisolv(double* x, int64_t n, const double* low, int64_t rows, int64_t columns,
             const double* b, int64_t b_extent) {
  (void)rows;
  (void)b_extent;
  for (int64_t i = 0; i < n; ++i) {
    double s = b[i];
    for (int64_t j = 0; j < i; ++j) {
      s -= low[i * columns + j] * x[j];
    }
    x[i] = s / low[i * columns + i];
  }
}
