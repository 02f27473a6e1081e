# i: UNKNOWN until NEVER, R_CALL
calls = 0
def count():
    global calls
    calls = calls + 1
    return calls
a = [0] * 6
for i in range(6):
    a[i] = count()
