# while: SEQ at LIBRARY, R_WHILE
q = [1, 0, 2, 3]
while q.pop():
    pass
