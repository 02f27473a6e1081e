# v: ORDERED_IO at LIBRARY, R_IO; i: UNKNOWN until TYPES, R_TYPE
# after: show_thrice(iter([3, 1, 4]))
def show(values):
    for v in values:
        print(v)

def show_thrice(values):
    for i in range(3):
        show(values)
