#include <math.h>
#include <stdint.h>

void nbody(double* px, int64_t n, double* py, int64_t py_extent, double* pz, int64_t pz_extent,
           double* vx, int64_t vx_extent, double* vy, int64_t vy_extent, double* vz,
           int64_t vz_extent, const double* mass, int64_t sources, double step) {
  (void)py_extent;
  (void)pz_extent;
  (void)vx_extent;
  (void)vy_extent;
  (void)vz_extent;
  for (int64_t i = 0; i < n; ++i) {
    double ax = 0.0;
    double ay = 0.0;
    double az = 0.0;
    for (int64_t j = 0; j < sources; ++j) {
      const double dx = px[j] - px[i];
      const double dy = py[j] - py[i];
      const double dz = pz[j] - pz[i];
      const double square = dx * dx + dy * dy + dz * dz + 0.01;
      const double pull = mass[j] / (square * sqrt(square));
      ax += pull * dx;
      ay += pull * dy;
      az += pull * dz;
    }
    vx[i] += step * ax;
    vy[i] += step * ay;
    vz[i] += step * az;
  }
  for (int64_t i = 0; i < n; ++i) {
    px[i] += step * vx[i];
    py[i] += step * vy[i];
    pz[i] += step * vz[i];
  }
}
