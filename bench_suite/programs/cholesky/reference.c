#include <math.h>
#include <stdint.h>

void cholesky(double* a, int64_t rows, int64_t columns) {
  for (int64_t j = 0; j < columns; ++j) {
    double* row_j = a + j * columns;
    for (int64_t k = 0; k < j; ++k) {
      row_j[j] -= row_j[k] * row_j[k];
    }
    row_j[j] = sqrt(row_j[j]);
    for (int64_t i = j + 1; i < rows; ++i) {
      double* row_i = a + i * columns;
      for (int64_t k = 0; k < j; ++k) {
        row_i[j] -= row_i[k] * row_j[k];
      }
      row_i[j] /= row_j[j];
    }
  }
}
