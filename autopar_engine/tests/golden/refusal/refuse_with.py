# With at 3:4-4:16: a with statement enters a context inside the loop
for i in range(10):
    with lock:
        a[i] = 1
