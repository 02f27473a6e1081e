# i: PIPELINE at LOOP, R_SCALAR
seed = 7
a = [0] * 20
for i in range(20):
    seed = seed * 5 % 64
    a[i] = seed
