#include <stdint.h>

void saxpy(double a, const double* x, int64_t x_extent, double* y, int64_t y_extent) {
  (void)y_extent;
  for (int64_t i = 0; i < x_extent; ++i) {
    y[i] = a * x[i] + y[i];
  }
}
