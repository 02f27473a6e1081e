# WhileLoop at 4:4-6:14: while loops are not compiled yet
def fill(a, n):
    k = 0
    while k < n:
        a[k] = k
        k += 1
