# i: UNKNOWN until NEVER, R_CALL
import random
random.seed(1)
def mix(values):
    random.shuffle(values)
    return values[0]
cards = [1, 2, 3, 4]
for i in range(5):
    mix(cards)
