# v: SEQ at LIBRARY, R_MUT_ITER
queue = [1]
for v in queue:
    queue.append(v + 1)
