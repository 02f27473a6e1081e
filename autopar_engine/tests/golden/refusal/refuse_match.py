# Match at 3:4-7:20: match statements are not taken
for i in range(10):
    match b[i]:
        case 1:
            a[i] = 2
        case _:
            a[i] = 3
