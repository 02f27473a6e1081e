# i: DOALL at LIBRARY
import cmath
a = [1j] * 12
for i in range(12):
    a[i] = cmath.log(a[i] - i) + cmath.phase(a[i])
