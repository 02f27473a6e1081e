# i: SEQ at LOOP, R_FLOW
totals = [0, 0]
for i in range(100):
    totals[0] += i
    totals[1] += totals[0]
