# GlobalDeclaration at 4:8-4:20: a global or nonlocal declaration rebinds an outer name
def count(a):
    for i in range(10):
        global total
        total = a[i]
