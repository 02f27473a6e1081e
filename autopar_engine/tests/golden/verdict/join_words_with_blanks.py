# word: COLLECT at LOOP
words = ["one", "two", "three"]
text = "zero"
for word in words[1:]:
    text += " " + word
