# i: UNKNOWN until NEVER, R_CALL
def look(draw, parts, n):
    for i in range(n):
        draw(parts[0], i)
def draw(part, i):
    return [part, i]
look(draw, [[1], [2]], 3)
