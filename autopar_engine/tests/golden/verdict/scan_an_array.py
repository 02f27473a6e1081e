# i: SCAN at LOOP, R_FLOW
prefix = [1] * 10
data = [1] * 10
for i in range(1, 10):
    prefix[i] = prefix[i - 1] + data[i]
