# i: UNKNOWN until NEVER, R_ORDER
import time
def stamp(x):
    return (x, time.time())
a = [0] * 5
for i in range(5):
    a[i] = stamp(i)
