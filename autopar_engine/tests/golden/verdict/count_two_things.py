# value: REDUCE at LOOP
values = [3, 1, 4]
odd, large = 0, 0
for value in values:
    odd += value % 2
    if value > 2:
        large += 1
