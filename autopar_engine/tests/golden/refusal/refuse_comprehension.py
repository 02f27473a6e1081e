# Comprehension at 3:15-3:36: comprehensions are not compiled yet
for i in range(10):
    a[i] = len([j for j in range(i)])
