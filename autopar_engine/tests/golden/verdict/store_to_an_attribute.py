# i: UNKNOWN until TYPES, R_ATTR
# after: Grid().clear()
class Grid:
    def clear(self):
        for i in range(10):
            self.last = i
