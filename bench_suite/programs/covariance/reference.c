#include <stdint.h>

static void centre(double* x, int64_t rows, int64_t columns, double* mean) {
  for (int64_t j = 0; j < columns; ++j) {
    mean[j] = 0.0;
    for (int64_t i = 0; i < rows; ++i) {
      mean[j] += x[i * columns + j];
    }
    mean[j] /= (double)rows;
  }
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      x[i * columns + j] -= mean[j];
    }
  }
}

void covariance(double* cov, int64_t cov_rows, int64_t cov_columns, double* mean,
                int64_t mean_extent, double* x, int64_t rows, int64_t columns) {
  (void)cov_rows;
  (void)mean_extent;
  centre(x, rows, columns, mean);
  for (int64_t j = 0; j < columns; ++j) {
    for (int64_t k = j; k < columns; ++k) {
      double s = 0.0;
      for (int64_t i = 0; i < rows; ++i) {
        s += x[i * columns + j] * x[i * columns + k];
      }
      cov[j * cov_columns + k] = s / (double)(rows - 1);
      cov[k * cov_columns + j] = cov[j * cov_columns + k];
    }
  }
}
