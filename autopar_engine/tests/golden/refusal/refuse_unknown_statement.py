# UnknownStatement at 3:11-3:14: this statement is not part of the region language
for i in range(10):
    a[i] = `i`
