# i: SEQ at LOOP, R_OUTPUT
lists = {"a": [0] * 8, "b": [1] * 8}
for i in range(4):
    lists["a"][2 * i:2 * i + 1] = [i, i]
