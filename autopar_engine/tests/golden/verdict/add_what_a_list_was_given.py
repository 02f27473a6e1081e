# i: REDUCE of floats at LOOP
data = [0] * 8
s = 0
for i in range(8):
    data[i] = i * 0.5
    s += data[i]
