#include <stdint.h>

void seidel_2d(double* a, int64_t rows, int64_t columns, int64_t steps) {
  for (int64_t t = 0; t < steps; ++t) {
    for (int64_t i = 1; i < rows - 1; ++i) {
      for (int64_t j = 1; j < columns - 1; ++j) {
        double* cell = a + i * columns + j;
        const double* above = cell - columns;
        const double* below = cell + columns;
        *cell = (above[-1] + above[0] + above[1] + cell[-1] + cell[0] + cell[1] + below[-1] +
                 below[0] + below[1]) /
                9.0;
      }
    }
  }
}
