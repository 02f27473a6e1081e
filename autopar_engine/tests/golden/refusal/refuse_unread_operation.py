# UnreadOperation when compiled, line 4: the result of a NumPy operation may go unread, so its warning could be lost
def double(u, v, n):
    for i in range(n):
        t = u[i] * 2.0
        v[i] = u[i]
