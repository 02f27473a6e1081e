# i: DOALL at LIBRARY
def even(i):
    return 2 * i
def odd(i):
    return even(i) + 1
a = list(range(20))
for i in range(9):
    a[even(i)] = a[odd(i)] * 2
