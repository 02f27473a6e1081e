# UnknownTarget at 3:4-3:10: this assignment target is not part of the region language
for i in range(10):
    p.last = i
    a[i] = i
