# i: SEQ at LOOP, R_SCALAR
state = 1
for i in range(100):
    state = (state * 1103515245 + 12345) % 2147483648
