# i: SEQ at LIBRARY, R_IO
# after: improvements([3, 1, 4, 1, 5, 9, 2])
def improvements(x):
    best = x[0]
    for i in range(len(x)):
        if x[i] > best:
            best = x[i]
            print(i)
