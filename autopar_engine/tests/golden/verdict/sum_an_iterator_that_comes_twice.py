# row: UNKNOWN until TYPES, R_TYPE
# before: values = iter([3, 1, 4])
# after: sum_rows([values, values])
def sum_rows(rows):
    sums = []
    for row in rows:
        sums.append(sum(row))
    return sums
