#include <stdint.h>

void lu(double* m, int64_t n, int64_t columns, int64_t pivots) {
  for (int64_t k = 0; k < pivots; ++k) {
    for (int64_t i = k + 1; i < n; ++i) {
      m[i * columns + k] = m[i * columns + k] / m[k * columns + k];
      for (int64_t j = k + 1; j < n; ++j) {
        m[i * columns + j] = m[i * columns + j] - m[i * columns + k] * m[k * columns + j];
      }
    }
  }
}
