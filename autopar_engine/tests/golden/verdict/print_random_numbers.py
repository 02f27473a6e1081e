# i: UNKNOWN until NEVER, R_IO
import random
random.seed(1)
for i in range(5):
    print(random.random())
