#include <stdint.h>

void hilbert(double* h, int64_t rows, int64_t columns, int64_t shift) {
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      h[i * columns + j] = 1.0 / (double)(i + j + shift);
    }
  }
}
