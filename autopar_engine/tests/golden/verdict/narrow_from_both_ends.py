# while: SEQ at LOOP, R_SCALAR
low = 0
high = 100
target = 37
while low < high:
    middle = (low + high) // 2
    if middle < target:
        low = middle + 1
    else:
        high = middle
