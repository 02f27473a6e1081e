# i: DOACROSS(4) at LOOP, R_FLOW
c = [1] * 100
for i in range(4, 100):
    c[i] = (c[i - 4] * 3 + 1) % 17
