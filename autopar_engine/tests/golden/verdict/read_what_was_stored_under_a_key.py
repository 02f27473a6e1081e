# i: SEQ at LIBRARY, R_FLOW
memo = {0: 1}
keys = [0, 1, 2, 1, 0]
for i in range(5):
    memo[keys[i]] = memo.get(keys[0], 0) + 1
