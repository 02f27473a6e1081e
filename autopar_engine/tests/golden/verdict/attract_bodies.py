# i: DOALL_PRIV at LIBRARY; j: REDUCE of floats at LIBRARY; i: DOALL at LOOP
import math
import numpy as np
n = 6
px = np.arange(6.0)
py = np.linspace(0.0, 10.0, 6)
vx = np.zeros(6)
vy = np.zeros(6)
mass = np.ones(6)
for i in range(n):
    ax = 0.0
    ay = 0.0
    for j in range(n):
        dx = px[j] - px[i]
        dy = py[j] - py[i]
        inverse = 1.0 / math.sqrt(dx * dx + dy * dy + 0.01)
        ax += mass[j] * dx * inverse * inverse * inverse
        ay += mass[j] * dy * inverse * inverse * inverse
    vx[i] += 0.1 * ax
    vy[i] += 0.1 * ay
for i in range(n):
    px[i] += 0.1 * vx[i]
    py[i] += 0.1 * vy[i]
