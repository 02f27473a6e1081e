#include <stdint.h>

void mandelbrot(int64_t* counts, int64_t rows, int64_t columns, double left, double top,
                double width, double height, int64_t limit) {
  for (int64_t y = 0; y < rows; ++y) {
    for (int64_t x = 0; x < columns; ++x) {
      const double cr = left + (double)x * width / (double)columns;
      const double ci = top + (double)y * height / (double)rows;
      double zr = 0.0;
      double zi = 0.0;
      int64_t count = 0;
      while (count < limit && zr * zr + zi * zi <= 4.0) {
        const double t = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = t;
        ++count;
      }
      counts[y * columns + x] = count;
    }
  }
}
