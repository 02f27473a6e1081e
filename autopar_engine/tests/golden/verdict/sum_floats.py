# i: REDUCE of floats at LOOP
# after: total([1.0, 2.0, 4.0])
def total(x):
    s = 0.0
    for i in range(len(x)):
        s = s + x[i]
    return s
