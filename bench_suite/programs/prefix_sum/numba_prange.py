"""Each thread adds up its piece, then starts from the sum of all pieces before its own.

Integers may be added in any order. The sequence is read twice, which pays when there is bandwidth
for more than one thread. Slices spare Numba the question whether an index is negative.
"""

import numpy as np
from numba import get_num_threads, prange


def prefix_sum(total, x, threads):
    n = len(x)
    bounds = np.empty(threads + 1, dtype=np.int64)
    for thread in range(threads + 1):
        bounds[thread] = thread * n // threads
    before = np.zeros(threads + 1, dtype=np.int64)
    for thread in prange(threads):
        piece = x[bounds[thread] : bounds[thread + 1]]
        s = 0
        for i in range(len(piece)):
            s += piece[i]
        before[thread + 1] = s
    before[0] = total[0]
    for thread in range(threads):
        before[thread + 1] += before[thread]
    for thread in prange(threads):
        piece = x[bounds[thread] : bounds[thread + 1]]
        sums = total[bounds[thread] + 1 : bounds[thread + 1] + 1]
        s = before[thread]
        for i in range(len(piece)):
            s += piece[i]
            sums[i] = s


def call(compiled, total, x):
    """Asks for the threads out here: Numba keeps on disk no code that does so itself."""
    compiled(total, x, get_num_threads())
