# FunctionDefinition at 3:4-4:16: a function is defined inside the loop
for i in range(10):
    def one():
        return 1
    a[i] = one()
