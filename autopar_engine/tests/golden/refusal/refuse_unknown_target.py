# UnknownTarget at 3:4-3:10: the compiler does not know this assignment target
for i in range(10):
    p.last = i
    a[i] = i
