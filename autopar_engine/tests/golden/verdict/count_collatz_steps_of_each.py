# i: DOALL_PRIV at LOOP; while: SEQ at LOOP, R_SCALAR
counts = [0] * 20
for i in range(1, 20):
    number = i
    steps = 0
    while number != 1:
        if number % 2 == 0:
            number = number // 2
        else:
            number = 3 * number + 1
        steps += 1
    counts[i] = steps
