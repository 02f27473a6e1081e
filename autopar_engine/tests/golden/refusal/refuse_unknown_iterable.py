# UnknownIterable at 3:18-3:31: what the loop iterates over is not a range, an array or a list
for i in range(10):
    a[i] = sum([v for v in a, b])
