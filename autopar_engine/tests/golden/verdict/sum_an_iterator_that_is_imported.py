# i: UNKNOWN until TYPES, R_TYPE
# before: import sys, types
# before: sys.modules["streams"] = types.SimpleNamespace(values=iter([3, 1, 4]))
from streams import values
found = [0] * 3
for i in range(3):
    found[i] = sum(values)
