for t in range(steps):
    for i in range(1, len(rod) - 1):
        new[i] = rod[i] + 0.25 * (rod[i - 1] - 2.0 * rod[i] + rod[i + 1])
    for i in range(1, len(rod) - 1):
        rod[i] = new[i]
energy = 0.0
for i in range(len(rod)):
    energy += rod[i] * rod[i]
energies[0] = energy
