#include <stdint.h>

void longest_common(int32_t* table, int64_t rows, int64_t columns, const int32_t* x, int64_t n,
                    const int32_t* y, int64_t m) {
  (void)rows;
  for (int64_t i = 1; i <= n; ++i) {
    for (int64_t j = 1; j <= m; ++j) {
      const int32_t above = table[(i - 1) * columns + j];
      const int32_t beside = table[i * columns + j - 1];
      if (x[i - 1] == y[j - 1]) {
        table[i * columns + j] = table[(i - 1) * columns + j - 1] + 1;
      } else {
        table[i * columns + j] = above > beside ? above : beside;
      }
    }
  }
}
