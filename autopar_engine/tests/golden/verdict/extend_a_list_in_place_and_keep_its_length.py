# i: SEQ at LIBRARY, R_SCALAR
kept = []
lengths = [0] * 4
for i in range(4):
    kept += [i]
    lengths[i] = len(kept)
