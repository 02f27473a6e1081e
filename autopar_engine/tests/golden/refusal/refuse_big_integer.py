# BigInteger at 3:11-3:31: an integer literal does not fit 64 bits
for i in range(10):
    a[i] = 99999999999999999999
