# Starred at 3:18-3:23: a starred expression has a length known only at run time
for i in range(10):
    a[i] = max(0, *b[i])
