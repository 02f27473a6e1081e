# Assert at 3:4-3:20: an assert statement inside a loop is not taken
for i in range(10):
    assert a[i] >= 0
    b[i] = a[i]
