"""Each thread adds up its piece, then starts from the sum of all pieces before its own.

Integers may be added in any order. The sequence is read twice, which pays when there is bandwidth
for more than one thread.
"""

import numpy as np
from numba import get_num_threads, prange


def prefix_sum(total, x):
    n = len(x)
    threads = get_num_threads()
    before = np.zeros(threads + 1, dtype=np.int64)
    for thread in prange(threads):
        s = 0
        for i in range(thread * n // threads, (thread + 1) * n // threads):
            s += x[i]
        before[thread + 1] = s
    before[0] = total[0]
    for thread in range(threads):
        before[thread + 1] += before[thread]
    for thread in prange(threads):
        s = before[thread]
        for i in range(thread * n // threads, (thread + 1) * n // threads):
            s += x[i]
            total[i + 1] = s
