# i: UNKNOWN until NEVER, R_RNG
import random
random.seed(1)
for i in range(50):
    value = random.random()
    if value > 0.9:
        break
after = random.random()
