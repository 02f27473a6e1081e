#include <stdint.h>

void prefix_sum(int64_t* total, int64_t total_extent, const int64_t* x, int64_t n) {
  (void)total_extent;
  for (int64_t i = 0; i < n; ++i) {
    total[i + 1] = total[i] + x[i];
  }
}
