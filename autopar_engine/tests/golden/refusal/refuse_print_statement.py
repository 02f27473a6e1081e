# PrintStatement at 3:4-3:11: a Python 2 print statement writes output in order
for i in range(10):
    print i
