# Return at 5:12-5:20: return leaves the loop
def first(a):
    for i in range(10):
        if a[i] < 0:
            return i
