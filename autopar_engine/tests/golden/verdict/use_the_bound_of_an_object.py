# i: DOALL at LOOP
# before: import types
# after: Grid(12).fill()
class Grid:
    def __init__(self, n):
        self.n = n
    def fill(self):
        out = [0] * 20
        for i in range(self.n):
            out[i] = i * 2
        return out
