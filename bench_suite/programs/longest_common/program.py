"""The length of the longest common subsequence of the beginnings of two sequences."""

from typing import Any

import numpy as np


def longest_common(table, x, y):
    for i in range(1, len(x) + 1):
        for j in range(1, len(y) + 1):
            if x[i - 1] == y[j - 1]:
                table[i, j] = table[i - 1, j - 1] + 1
            else:
                table[i, j] = max(table[i - 1, j], table[i, j - 1])


def make_inputs(seed: int, n: int, letters: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    x, y = random.integers(0, max(letters, 1), (2, n), dtype=np.int32)
    return np.zeros((n + 1, n + 1), dtype=np.int32), x.copy(), y.copy()
