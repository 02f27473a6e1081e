# i: UNKNOWN until NEVER, R_INNER; j: UNKNOWN until NEVER, R_ORDER
generators = []
for i in range(10):
    generators.append(i + j for j in range(3))
# after: [list(each) for each in generators]
