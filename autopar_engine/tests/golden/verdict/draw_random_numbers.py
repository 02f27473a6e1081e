# i: RNG_STREAM at LIBRARY, R_RNG
import random
draws = []
for i in range(10):
    draws.append(random.random())
