# v: COLLECT at LOOP
doubled = [v * 2 for v in range(10)]
