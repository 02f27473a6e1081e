# i: UNKNOWN until NEVER, R_IO
x = [3, 1, 4, 1, 5]
for i in range(5):
    print(x[i])
    if x[i] > 3:
        break
