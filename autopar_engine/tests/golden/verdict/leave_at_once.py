# while: TRIVIAL at SYNTAX; i: TRIVIAL at SYNTAX
while True:
    break
for i in range(5):
    if i > 3:
        print(i)
    break
