# i: REDUCE of floats at LOOP
def wrap(x):
    s = 1.5
    for i in range(1, 5):
        s = x[i] + s
        s = s + x[i]
    return s
# after: wrap([1.5, 2.5, 3.5, 4.5, 5.5])
