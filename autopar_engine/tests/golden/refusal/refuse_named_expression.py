# NamedExpression at 3:12-3:21: an assignment expression writes a name inside an expression
for i in range(10):
    a[i] = (n := b[i]) + n
