# i: SEQ at LIBRARY, R_ORDER
kept = []
texts = []
for i in range(4):
    kept.append(i)
    texts.append(repr(kept))
