#include <stdint.h>

void kmeans_assign(int64_t* labels, int64_t labels_extent, const double* points, int64_t n,
                   int64_t dimensions, const double* centres, int64_t clusters,
                   int64_t centres_columns) {
  (void)labels_extent;
  for (int64_t i = 0; i < n; ++i) {
    double best = 1e300;
    int64_t where = 0;
    for (int64_t c = 0; c < clusters; ++c) {
      double distance = 0.0;
      for (int64_t d = 0; d < dimensions; ++d) {
        const double difference = points[i * dimensions + d] - centres[c * centres_columns + d];
        distance += difference * difference;
      }
      if (distance < best) {
        best = distance;
        where = c;
      }
    }
    labels[i] = where;
  }
}
