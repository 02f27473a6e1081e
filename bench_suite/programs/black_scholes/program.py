"""Prices of European options by the formula of Black and Scholes."""

import math
from typing import Any

import numpy as np


def black_scholes(call, put, price, strike, years, rate, sigma):
    for i in range(len(price)):
        root = math.sqrt(years[i])
        d1 = (math.log(price[i] / strike[i]) + (rate + 0.5 * sigma * sigma) * years[i]) / (
            sigma * root
        )
        d2 = d1 - sigma * root
        discounted = strike[i] * math.exp(-rate * years[i])
        n1 = 0.5 + 0.5 * math.erf(d1 / math.sqrt(2.0))
        n2 = 0.5 + 0.5 * math.erf(d2 / math.sqrt(2.0))
        call[i] = price[i] * n1 - discounted * n2
        put[i] = discounted * (1.0 - n2) - price[i] * (1.0 - n1)


def make_inputs(seed: int, n: int) -> tuple[Any, ...]:
    random = np.random.default_rng(seed)
    price = random.uniform(10.0, 100.0, n)
    strike = random.uniform(10.0, 100.0, n)
    years = random.uniform(0.25, 2.0, n)
    return np.zeros(n), np.zeros(n), price, strike, years, 0.02, 0.3
