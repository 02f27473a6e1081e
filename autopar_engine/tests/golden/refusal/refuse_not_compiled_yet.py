# NotCompiledYet when compiled, line 3: this is not compiled yet
def fill(x, y, n):
    for v in x:
        y[0] = v
