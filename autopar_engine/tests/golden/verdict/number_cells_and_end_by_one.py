# while: SEQ at LOOP, R_FLOW
state = [0, 1]
while state[1] < 100:
    state[0] = 5
    state[1] *= 2
