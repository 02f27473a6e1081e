# ClassDefinition at 3:4-4:12: a class is defined inside the loop
for i in range(10):
    class Item:
        pass
    a[i] = i
