#include <stdint.h>

void gemm_lists(double* c, int64_t rows, int64_t columns, const double* a, int64_t a_rows,
                int64_t a_columns, const double* b, int64_t inner, int64_t b_columns) {
  (void)a_rows;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      for (int64_t k = 0; k < inner; ++k) {
        c[i * columns + j] += a[i * a_columns + k] * b[k * b_columns + j];
      }
    }
  }
}
