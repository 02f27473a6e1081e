# v: SEARCH at LOOP
found = any(v > 3 for v in range(10))
