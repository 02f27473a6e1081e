"""Conway's Game of Life on a grid of bytes whose border stays as it is."""

from typing import Any

import numpy as np


def game_of_life(grid, new, steps):
    n = grid.shape[0]
    m = grid.shape[1]
    for t in range(steps):
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                above = grid[i - 1, j - 1] + grid[i - 1, j] + grid[i - 1, j + 1]
                below = grid[i + 1, j - 1] + grid[i + 1, j] + grid[i + 1, j + 1]
                neighbours = above + grid[i, j - 1] + grid[i, j + 1] + below
                if neighbours == 3 or (neighbours == 2 and grid[i, j] == 1):
                    new[i, j] = 1
                else:
                    new[i, j] = 0
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                grid[i, j] = new[i, j]


def game_of_life_numpy(grid, new, steps):
    for t in range(steps):
        rows = grid[:-2] + grid[1:-1] + grid[2:]
        neighbours = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:] - grid[1:-1, 1:-1]
        lives = grid[1:-1, 1:-1] == 1
        new[1:-1, 1:-1] = (neighbours == 3) | ((neighbours == 2) & lives)
        grid[1:-1, 1:-1] = new[1:-1, 1:-1]


def make_inputs(seed: int, rows: int, columns: int, steps: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    grid = random.integers(0, 2, (rows, columns), dtype=np.uint8)
    return grid, np.zeros_like(grid), steps
