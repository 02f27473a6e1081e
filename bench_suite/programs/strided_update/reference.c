#include <stdint.h>

void strided_update(double a, const double* x, int64_t x_extent, double* y, int64_t n) {
  (void)x_extent;
  for (int64_t i = 0; i < n; ++i) {
    y[i] = y[i] + a * x[i];
  }
}
