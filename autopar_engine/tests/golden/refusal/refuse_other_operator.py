# OtherOperator when compiled, line 4: this operator is not compiled yet
def invert(x, n):
    for i in range(n):
        x[i] = ~x[i]
