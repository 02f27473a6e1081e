# DynamicCode at 3:11-3:21: exec, eval and their kin may do anything
for i in range(10):
    a[i] = eval(text)
