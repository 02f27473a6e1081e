#include <stdint.h>

void conv2d(double* result, int64_t rows, int64_t columns, const double* image, int64_t image_rows,
            int64_t image_columns, const double* kernel, int64_t kernel_rows,
            int64_t kernel_columns) {
  (void)image_rows;
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      double s = 0.0;
      for (int64_t u = 0; u < kernel_rows; ++u) {
        for (int64_t v = 0; v < kernel_columns; ++v) {
          s += image[(i + u) * image_columns + j + v] * kernel[u * kernel_columns + v];
        }
      }
      result[i * columns + j] = s;
    }
  }
}
