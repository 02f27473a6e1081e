"""Each thread counts its piece into bins of its own; they are added at the end.

Integers may be added in any order. prange runs over the threads, since Numba has no reduction by
index, and the bins of two threads lie far enough apart not to share cache lines. Slices spare Numba
the question whether an index is negative.
"""

import numpy as np
from numba import get_num_threads, prange


def histogram(h, x, threads):
    bins = len(h)
    n = len(x)
    bounds = np.empty(threads + 1, dtype=np.int64)
    for thread in range(threads + 1):
        bounds[thread] = thread * n // threads
    parts = np.zeros((threads, bins + 8), dtype=np.int64)
    for thread in prange(threads):
        piece = x[bounds[thread] : bounds[thread + 1]]
        counts = parts[thread]
        for i in range(len(piece)):
            counts[int(piece[i] * bins)] += 1
    for thread in range(threads):
        for b in range(bins):
            h[b] += parts[thread, b]


def call(compiled, h, x):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(h, x, get_num_threads())
