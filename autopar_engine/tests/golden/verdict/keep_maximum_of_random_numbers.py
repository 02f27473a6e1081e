# i: SEQ at LIBRARY, R_RNG
import random

best = 0.0
for i in range(100):
    if random.random() > best:
        best = random.random()
