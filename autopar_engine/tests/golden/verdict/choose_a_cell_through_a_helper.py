# i: DOALL at LIBRARY
def larger(x, y, i):
    return x[i] + 0 if x[i] > y[i] else y[i] + 0
a = [3, 1, 4, 1, 5, 9]
b = [2, 7, 1, 8, 2, 8]
for i in range(6):
    a[i] = larger(a, b, i)
