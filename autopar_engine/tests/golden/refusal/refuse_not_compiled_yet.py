# NotCompiledYet when compiled, line 4: this is part of the region language but not compiled yet
def invert(x, n):
    for i in range(n):
        x[i] = ~x[i]
