#include <stdint.h>

void histogram(int64_t* h, int64_t bins, const double* x, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    h[(int64_t)(x[i] * (double)bins)] += 1;
  }
}
