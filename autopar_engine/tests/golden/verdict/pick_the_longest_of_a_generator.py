# x: REDUCE of floats at LOOP
best = max((x for x in ["a", "ccc", "bb"]), key=len)
