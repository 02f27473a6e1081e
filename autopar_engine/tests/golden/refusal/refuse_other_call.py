# OtherCall at 3:4-3:12: the compiler does not know this call
for i in range(3):
    print(i)
