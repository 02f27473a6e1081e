# v: REDUCE at LOOP
data = [5, 3, 8, 1, 9]
fine = True
for v in data:
    fine = fine and v > 0
