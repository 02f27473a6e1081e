# p: UNKNOWN until TYPES, R_ALIAS
# before: import types
# before: particles = [types.SimpleNamespace(position=[0, 0]) for _ in range(4)]
for p in particles:
    p.position[0] = 1
