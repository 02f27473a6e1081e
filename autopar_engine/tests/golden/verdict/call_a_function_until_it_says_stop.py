# i: UNKNOWN until NEVER, R_CALL; value: UNKNOWN until NEVER, R_CALL
waiting = [0, 5, 0, 3, 0, 4, 1, 2]
y = [0] * 3
for i in range(3):
    for value in iter(waiting.pop, 0):
        y[i] += value
