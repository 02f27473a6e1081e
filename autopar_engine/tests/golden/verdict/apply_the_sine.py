# i: DOALL at LIBRARY
import math
a = [0.0] * 12
for i in range(12):
    a[i] = math.sin(i)
