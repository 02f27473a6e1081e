#include <math.h>
#include <stdint.h>

static void find_means(const double* x, int64_t rows, int64_t columns, double* mean) {
  for (int64_t j = 0; j < columns; ++j) {
    mean[j] = 0.0;
    for (int64_t i = 0; i < rows; ++i) {
      mean[j] += x[i * columns + j];
    }
    mean[j] /= (double)rows;
  }
}

static void find_deviations(const double* x, int64_t rows, int64_t columns, const double* mean,
                            double* std) {
  for (int64_t j = 0; j < columns; ++j) {
    std[j] = 0.0;
    for (int64_t i = 0; i < rows; ++i) {
      const double difference = x[i * columns + j] - mean[j];
      std[j] += difference * difference;
    }
    std[j] = sqrt(std[j] / (double)rows);
    if (std[j] <= 0.1) {
      std[j] = 1.0;
    }
  }
}

void correlation(double* corr, int64_t corr_rows, int64_t corr_columns, double* mean,
                 int64_t mean_extent, double* std, int64_t std_extent, double* x, int64_t rows,
                 int64_t columns) {
  (void)corr_rows;
  (void)mean_extent;
  (void)std_extent;
  find_means(x, rows, columns, mean);
  find_deviations(x, rows, columns, mean, std);
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      x[i * columns + j] = (x[i * columns + j] - mean[j]) / (sqrt((double)rows) * std[j]);
    }
  }
  for (int64_t j = 0; j < columns; ++j) {
    corr[j * corr_columns + j] = 1.0;
    for (int64_t k = j + 1; k < columns; ++k) {
      double s = 0.0;
      for (int64_t i = 0; i < rows; ++i) {
        s += x[i * columns + j] * x[i * columns + k];
      }
      corr[j * corr_columns + k] = s;
      corr[k * corr_columns + j] = s;
    }
  }
}
