# i: SEQ at LOOP, R_SCALAR
# after: improvements([5, 7, 3, 8, 1, 9, 2])
def improvements(x):
    best = x[0]
    count = 0
    for i in range(len(x)):
        if x[i] < best:
            best = x[i]
            count += 1
    return count
