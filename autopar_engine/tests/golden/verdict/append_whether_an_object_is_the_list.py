# i: COLLECT at LOOP
kept = []
other = kept
for i in range(4):
    kept.append(other is kept)
