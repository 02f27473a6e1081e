# i: UNKNOWN until NEVER, R_IO
import os
def is_there(number):
    return os.path.exists("no file {}".format(number))
found = [False] * 5
for i in range(5):
    found[i] = is_there(i)
