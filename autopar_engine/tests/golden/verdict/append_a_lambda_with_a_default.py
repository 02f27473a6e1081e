# i: COLLECT at LOOP
# after: [function() for function in make()]
def make():
    functions = []
    for i in range(10):
        functions.append(lambda i=i: i)
    return functions
