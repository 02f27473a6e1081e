# i: REDUCE at LOOP
product = 1
for i in range(1, 12):
    product *= i
