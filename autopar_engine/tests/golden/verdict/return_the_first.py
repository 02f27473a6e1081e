# i: SEARCH at LOOP
# after: first(100)
def first(limit):
    for i in range(1, limit):
        if i % 17 == 0:
            return i
    return -1
