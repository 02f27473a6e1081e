"""Blocks on a skewed wavefront: those with the same 2 * row + column of the block are independent.

A cell needs its upper right neighbour of the same sweep. So a block leans to the left, by one cell
for each row, and no block needs one to its right in its own row of blocks; of those above, it needs
one further to the right, hence the 2. Blocks rather than cells, since a parallel loop costs some
microseconds and a sweep has one for each wave; in a block the order is that of the plain loops.
"""

from numba import prange

HEIGHT = 32
WIDTH = 64


def seidel_2d(a, steps):
    n = a.shape[0]
    m = a.shape[1]
    down = (n - 2 + HEIGHT - 1) // HEIGHT
    across = (m - 2 + HEIGHT - 1 + WIDTH - 1) // WIDTH
    for t in range(steps):
        for wave in range(2 * (down - 1) + across):
            first = max(0, (wave - across + 2) // 2)
            last = min(down - 1, wave // 2)
            for block in prange(first, last + 1):
                top = 1 + block * HEIGHT
                left = 1 + (wave - 2 * block) * WIDTH
                for i in range(top, min(top + HEIGHT, n - 1)):
                    begin = left - (i - top)
                    for j in range(max(1, begin), min(begin + WIDTH, m - 1)):
                        a[i, j] = (
                            a[i - 1, j - 1]
                            + a[i - 1, j]
                            + a[i - 1, j + 1]
                            + a[i, j - 1]
                            + a[i, j]
                            + a[i, j + 1]
                            + a[i + 1, j - 1]
                            + a[i + 1, j]
                            + a[i + 1, j + 1]
                        ) / 9.0
