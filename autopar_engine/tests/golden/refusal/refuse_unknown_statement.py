# UnknownStatement at 3:11-3:14: the compiler does not know this statement
for i in range(10):
    a[i] = `i`
