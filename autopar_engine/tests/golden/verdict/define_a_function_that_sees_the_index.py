# i: UNKNOWN until NEVER, R_DYNAMIC
functions = []
for i in range(10):
    def number():
        return i
    functions.append(number)
