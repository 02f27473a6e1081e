# i: SEQ at LIBRARY, R_ORDER
kept = []
other = [True]
for i in range(4):
    kept.append(other == kept)
