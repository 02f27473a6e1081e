# v: REDUCE of floats at LOOP
total = sum(v * v for v in range(10))
