# i: SEQ at LOOP, R_SCALAR
a = 0
b = 1
for i in range(20):
    a, b = b, a + b
