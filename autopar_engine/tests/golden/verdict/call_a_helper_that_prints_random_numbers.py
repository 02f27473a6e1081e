# i: UNKNOWN until NEVER, R_IO
import random
random.seed(1)
def show(x):
    print(x + random.random())
for i in range(5):
    show(i)
