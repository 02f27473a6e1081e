"""Points are independent; distances of one are formed in order, so the inner loops stay scalar."""

from numba import prange


def kmeans_assign(labels, points, centres):
    clusters, dimensions = centres.shape
    for i in prange(points.shape[0]):
        best = 1e300
        where = 0
        for c in range(clusters):
            distance = 0.0
            for d in range(dimensions):
                difference = points[i, d] - centres[c, d]
                distance += difference * difference
            if distance < best:
                best = distance
                where = c
        labels[i] = where
