# while: SEQ at LIBRARY, R_WHILE
queue = [1, 2, 3]
while queue:
    queue.pop()
