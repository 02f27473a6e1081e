# while: DOALL at LOOP
k = 16
a = [0] * 16
while k > 0:
    k -= 1
    a[k] = k * k
