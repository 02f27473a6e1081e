# i: UNKNOWN until TYPES, R_ATTR
class Grid:
    def clear(self):
        for i in range(10):
            self.last = i
