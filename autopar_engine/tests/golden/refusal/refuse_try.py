# Try at 3:4-6:16: exceptions are handled inside the loop
for i in range(10):
    try:
        a[i] = 1 / b[i]
    except ZeroDivisionError:
        a[i] = 0
