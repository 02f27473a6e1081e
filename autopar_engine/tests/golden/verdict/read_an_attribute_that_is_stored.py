# i: UNKNOWN until TYPES, R_ALIAS
# before: import types
# before: p, q = types.SimpleNamespace(x=1), types.SimpleNamespace(x=2)
# before: a = [0] * 100
for i in range(100):
    q.x = i
    a[i] = p.x
