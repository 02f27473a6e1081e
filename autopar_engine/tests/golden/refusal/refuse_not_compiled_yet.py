# NotCompiledYet when compiled, line 4: this is part of the region language but not compiled yet
def fill(x, y, n):
    for i in range(n):
        x[i] = y[i] = 1.0
