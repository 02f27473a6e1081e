# while: DOALL at LOOP
k = 0
powers = [0] * 16
while k < 16:
    powers[k] = 2 ** k
    k += 1
