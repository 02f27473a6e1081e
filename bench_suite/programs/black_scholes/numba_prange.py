"""One independent loop; its body is all functions, so there is nothing to order."""

import math

from numba import prange


def black_scholes(call, put, price, strike, years, rate, sigma):
    half = rate + 0.5 * sigma * sigma
    two = math.sqrt(2.0)
    for i in prange(len(price)):
        root = math.sqrt(years[i])
        d1 = (math.log(price[i] / strike[i]) + half * years[i]) / (sigma * root)
        d2 = d1 - sigma * root
        discounted = strike[i] * math.exp(-rate * years[i])
        n1 = 0.5 + 0.5 * math.erf(d1 / two)
        n2 = 0.5 + 0.5 * math.erf(d2 / two)
        call[i] = price[i] * n1 - discounted * n2
        put[i] = discounted * (1.0 - n2) - price[i] * (1.0 - n1)
