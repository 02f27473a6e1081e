# (value, group): UNKNOWN until TYPES, R_TYPE
import itertools
counts = []
for value, group in itertools.groupby([3, 3, 1, 4, 4]):
    counts.append((value, len(list(group))))
