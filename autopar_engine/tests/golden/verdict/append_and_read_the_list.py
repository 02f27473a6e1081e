# i: SEQ at LIBRARY, R_ORDER
out = [1]
for i in range(10):
    out.append(out[i] + 1)
