# i: COLLECT at LIBRARY
text = ""
for i in range(5):
    text += str(i)
