# i: SEQ at LIBRARY, R_ORDER
stack = [1, 2, 3, 4, 5]
taken = [0] * 5
for i in range(5):
    taken[i] = stack.pop()
