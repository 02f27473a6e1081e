#include <stdint.h>

void linear_recurrence(double* x, int64_t n, const double* b, int64_t b_extent, const double* c,
                       int64_t c_extent) {
  (void)b_extent;
  (void)c_extent;
  for (int64_t i = 1; i < n; ++i) {
    x[i] = b[i] * x[i - 1] + c[i];
  }
}
