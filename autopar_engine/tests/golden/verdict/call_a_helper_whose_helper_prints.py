# i: ORDERED_IO at LIBRARY, R_IO
def show(x):
    print(x)
def twice(x):
    show(x)
    return 2 * x
# %%
a = [0] * 5
for i in range(5):
    a[i] = twice(i)
