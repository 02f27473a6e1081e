#include <stdint.h>

void gemv_f32(float* y, int64_t y_extent, const float* a, int64_t rows, int64_t columns,
              const float* x, int64_t x_extent) {
  (void)y_extent;
  (void)x_extent;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      y[i] += a[i * columns + j] * x[j];
    }
  }
}
