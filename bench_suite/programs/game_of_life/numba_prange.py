"""Rows of one generation are independent; rows as slices spare Numba the question whether an index
is negative, so that the innermost loop vectorizes."""

from numba import prange


def game_of_life(grid, new, steps):
    n, m = grid.shape
    for t in range(steps):
        for i in prange(1, n - 1):
            up = grid[i - 1]
            here = grid[i]
            down = grid[i + 1]
            row = new[i]
            for j in range(1, m - 1):
                above = up[j - 1] + up[j] + up[j + 1]
                below = down[j - 1] + down[j] + down[j + 1]
                neighbours = above + here[j - 1] + here[j + 1] + below
                if neighbours == 3 or (neighbours == 2 and here[j] == 1):
                    row[j] = 1
                else:
                    row[j] = 0
        for i in prange(1, n - 1):
            for j in range(1, m - 1):
                grid[i, j] = new[i, j]
