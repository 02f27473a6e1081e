# UnknownCall at 3:11-3:24: nothing is known of what this call does
for i in range(10):
    a[i] = process(b[i])
