#include <stdint.h>

void floyd_warshall(double* d, int64_t n, int64_t columns, int64_t hubs) {
  for (int64_t k = 0; k < hubs; ++k) {
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < n; ++j) {
        const double around = d[i * columns + k] + d[k * columns + j];
        if (around < d[i * columns + j]) {
          d[i * columns + j] = around;
        }
      }
    }
  }
}
