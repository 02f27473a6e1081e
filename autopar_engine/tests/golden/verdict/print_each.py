# i: ORDERED_IO at LIBRARY, R_IO
for i in range(3):
    print(i * i)
