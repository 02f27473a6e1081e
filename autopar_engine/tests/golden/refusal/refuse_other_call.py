# OtherCall at 3:4-3:12: this call is not part of the region language
for i in range(3):
    print(i)
