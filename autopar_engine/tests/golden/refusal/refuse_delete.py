# Delete at 3:4-3:12: del unbinds a name or removes an item
for i in range(10):
    del a[i]
