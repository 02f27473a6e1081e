# String at 3:11-3:16: strings are not compiled
for i in range(10):
    a[i] = "one"
