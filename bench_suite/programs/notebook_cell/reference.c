#include <stdint.h>

void notebook_cell(double* energies, int64_t energies_extent, double* rod, int64_t n, double* new,
                   int64_t new_extent, int64_t steps) {
  (void)energies_extent;
  (void)new_extent;
  for (int64_t t = 0; t < steps; ++t) {
    for (int64_t i = 1; i < n - 1; ++i) {
      new[i] = rod[i] + 0.25 * (rod[i - 1] - 2.0 * rod[i] + rod[i + 1]);
    }
    for (int64_t i = 1; i < n - 1; ++i) {
      rod[i] = new[i];
    }
  }
  double energy = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    energy += rod[i] * rod[i];
  }
  energies[0] = energy;
}
