# i: SEQ at LOOP, R_FLOW
ring = [1] * 10
for i in range(10):
    ring[i] = ring[i - 1] + 1
