#include <stdint.h>

void spmv(double* y, int64_t rows, const int64_t* start, int64_t start_extent,
          const int64_t* column, int64_t column_extent, const double* value, int64_t value_extent,
          const double* x, int64_t x_extent) {
  (void)start_extent;
  (void)column_extent;
  (void)value_extent;
  (void)x_extent;
  for (int64_t i = 0; i < rows; ++i) {
    double s = 0.0;
    for (int64_t k = start[i]; k < start[i + 1]; ++k) {
      s += value[k] * x[column[k]];
    }
    y[i] = s;
  }
}
