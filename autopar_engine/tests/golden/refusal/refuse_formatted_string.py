# FormattedString at 3:11-3:18: formatted strings are not compiled
for i in range(10):
    a[i] = f"{i}!"
