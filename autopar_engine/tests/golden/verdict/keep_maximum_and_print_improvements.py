# i: SEQ at LIBRARY, R_IO
def improvements(x):
    best = x[0]
    for i in range(len(x)):
        if x[i] > best:
            best = x[i]
            print(i)
