# i: UNKNOWN until TYPES, R_ALIAS
# after: copy([1, 2, 3], [0, 0, 0])
def copy(source, target):
    for i in range(len(source)):
        target[i] = source[i]
