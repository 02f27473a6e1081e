# i: UNKNOWN until CONTENT, R_NONAFFINE
slots = [0] * 100
for i in range(10):
    slots[i * i] = i
