# i: DOANY at LIBRARY
seen = set()
for i in range(100):
    seen.add(i % 7)
