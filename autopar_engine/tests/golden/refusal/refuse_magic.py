# Magic at 3:4-3:32: a notebook magic or shell command runs inside the loop
for i in range(10):
    get_ipython().system('date')
    a[i] = i
