# i: COLLECT at LIBRARY; j: COLLECT at LOOP
def table(n, m):
    rows = []
    for i in range(n):
        row = []
        for j in range(m):
            row.append(i * j)
        rows.append(row)
    return rows
# after: table(4, 5)
