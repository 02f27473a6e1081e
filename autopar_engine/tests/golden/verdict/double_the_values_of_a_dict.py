# key: COLLECT at LOOP
prices = {"a": 1, "b": 2, "c": 3}
doubled = {}
for key in prices:
    doubled[key] = prices[key] * 2
