#include <stdint.h>

void column_sums(double* total, int64_t total_extent, const double* x, int64_t rows,
                 int64_t columns) {
  (void)total_extent;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      total[j] += x[i * columns + j];
    }
  }
}
