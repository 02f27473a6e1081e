# i: DOALL at LIBRARY
def label(x, width):
    text = f"{x!r:>{width}}"
    return text + "{}".format(x)
a = [""] * 5
for i in range(5):
    a[i] = label(i, 4)
