# p: UNKNOWN until TYPES, R_ALIAS
for p in particles:
    p.position[0] = 1
