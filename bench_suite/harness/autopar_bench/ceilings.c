#include <stdint.h>

// What a machine can do at most, for the roofline.

// a += s * b: 24 bytes for each element, all of which move. A loop that only stores to an array, as
// a = b + s * c does, moves more than it names: what is stored to is read into the cache first.
void update(double* a, const double* b, double s, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end; ++i) {
    a[i] += s * b[i];
  }
}

// 64 chains that do not depend on each other: rounds multiplications and as many additions on each.
// The sum keeps the compiler from dropping them.
double multiply_and_add(int64_t rounds, double factor, double term) {
  double chains[64];
  for (int lane = 0; lane < 64; ++lane) {
    chains[lane] = lane;
  }
  for (int64_t round = 0; round < rounds; ++round) {
    for (int lane = 0; lane < 64; ++lane) {
      chains[lane] = chains[lane] * factor + term;
    }
  }
  double sum = 0.0;
  for (int lane = 0; lane < 64; ++lane) {
    sum += chains[lane];
  }
  return sum;
}
