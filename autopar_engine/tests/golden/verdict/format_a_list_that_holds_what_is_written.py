# i: UNKNOWN until TYPES, R_ALIAS
row = [0]
rows = [row]
texts = [""] * 3
for i in range(3):
    row[0] = i
    texts[i] = f"{rows}"
