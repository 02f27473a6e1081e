# UnknownCall at 3:11-3:24: this call has no compiled form
for i in range(10):
    a[i] = process(b[i])
