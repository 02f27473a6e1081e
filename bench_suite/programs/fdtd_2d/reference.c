#include <stdint.h>

static void update_ey(double* ey, const double* hz, int64_t nx, int64_t ny, double source) {
  for (int64_t j = 0; j < ny; ++j) {
    ey[j] = source;
  }
  for (int64_t i = 1; i < nx; ++i) {
    for (int64_t j = 0; j < ny; ++j) {
      const int64_t at = i * ny + j;
      ey[at] = ey[at] - 0.5 * (hz[at] - hz[at - ny]);
    }
  }
}

static void update_ex(double* ex, const double* hz, int64_t nx, int64_t ny) {
  for (int64_t i = 0; i < nx; ++i) {
    for (int64_t j = 1; j < ny; ++j) {
      const int64_t at = i * ny + j;
      ex[at] = ex[at] - 0.5 * (hz[at] - hz[at - 1]);
    }
  }
}

void fdtd_2d(double* ex, int64_t ex_rows, int64_t ex_columns, double* ey, int64_t ey_rows,
             int64_t ey_columns, double* hz, int64_t nx, int64_t ny, const double* source,
             int64_t steps) {
  (void)ex_rows;
  (void)ex_columns;
  (void)ey_rows;
  (void)ey_columns;
  for (int64_t t = 0; t < steps; ++t) {
    update_ey(ey, hz, nx, ny, source[t]);
    update_ex(ex, hz, nx, ny);
    for (int64_t i = 0; i < nx - 1; ++i) {
      for (int64_t j = 0; j < ny - 1; ++j) {
        const int64_t at = i * ny + j;
        hz[at] = hz[at] - 0.7 * (ex[at + 1] - ex[at] + ey[at + ny] - ey[at]);
      }
    }
  }
}
