# i: UNKNOWN until CONTENT, R_INDIRECT
memo = {0: 1}
keys = [0, 1, 2, 3, 4]
for i in range(5):
    memo[keys[i]] = memo.get(-1, 0) + i
