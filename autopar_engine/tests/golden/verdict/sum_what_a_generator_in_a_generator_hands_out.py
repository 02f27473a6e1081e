# row: UNKNOWN until NEVER, R_CALL; v: UNKNOWN until NEVER, R_ORDER
# before: first = lambda number, values: number * sum(values)
total = sum(first(1, (v for v in row)) for row in [[1, 2], [3, 4]])
