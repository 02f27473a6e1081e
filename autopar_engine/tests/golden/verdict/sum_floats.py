# i: REDUCE of floats at LOOP
def total(x):
    s = 0.0
    for i in range(len(x)):
        s = s + x[i]
    return s
