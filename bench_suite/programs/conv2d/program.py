"""Each window of an image, weighted by a small kernel and added up."""

from typing import Any

import numpy as np


def conv2d(result, image, kernel):
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            s = 0.0
            for u in range(kernel.shape[0]):
                for v in range(kernel.shape[1]):
                    s += image[i + u, j + v] * kernel[u, v]
            result[i, j] = s


def conv2d_numpy(result, image, kernel):
    rows, columns = result.shape
    result[:] = 0.0
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            result += image[u : u + rows, v : v + columns] * kernel[u, v]


def make_inputs(seed: int, rows: int, columns: int, window: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    image = random.standard_normal((rows, columns))
    kernel = random.standard_normal((window, window))
    inside = (max(rows - window + 1, 0), max(columns - window + 1, 0))
    return np.zeros(inside), image, kernel
