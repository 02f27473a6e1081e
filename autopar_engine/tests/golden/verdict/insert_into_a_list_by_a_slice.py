# i: SEQ at LOOP, R_OUTPUT
values = [0] * 8
for i in range(4):
    values[i:i] = [i]
