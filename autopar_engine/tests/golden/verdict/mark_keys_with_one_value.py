# i: UNKNOWN until CONTENT, R_INDIRECT
keys = [3, 1, 3, 0]
seen = [0] * 5
for i in range(4):
    seen[keys[i]] = 1
