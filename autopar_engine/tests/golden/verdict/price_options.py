# i: DOALL_PRIV at LIBRARY
import math
import numpy as np
price = np.linspace(10.0, 20.0, 8)
strike = np.linspace(12.0, 18.0, 8)
years = np.linspace(0.5, 2.0, 8)
call = np.zeros(8)
put = np.zeros(8)
rate = 0.02
sigma = 0.3
for i in range(8):
    root = math.sqrt(years[i])
    d1 = (math.log(price[i] / strike[i]) + (rate + 0.5 * sigma * sigma) * years[i]) / (sigma * root)
    d2 = d1 - sigma * root
    discounted = strike[i] * math.exp(-rate * years[i])
    n1 = 0.5 + 0.5 * math.erf(d1 / math.sqrt(2.0))
    n2 = 0.5 + 0.5 * math.erf(d2 / math.sqrt(2.0))
    call[i] = price[i] * n1 - discounted * n2
    put[i] = discounted * (1.0 - n2) - price[i] * (1.0 - n1)
