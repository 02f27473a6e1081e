# UnknownCall at 3:11-3:24: this call may do more than return a value
for i in range(10):
    a[i] = process(b[i])
