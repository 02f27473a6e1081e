# i: DOALL at LOOP
def square(v):
    return v * v
b = list(range(12))
a = [0] * 12
for i in range(12):
    a[i] = square(b[i])
