# Lambda at 3:9-3:24: a lambda is made inside the loop
for i in range(10):
    f = (lambda v: v + i)
    a[i] = 1
