# word: UNKNOWN until TYPES, R_FLOW
words = {"a": 1, "b": 2, "c": 3}
vocabulary = {}
for word in words:
    vocabulary[word] = len(vocabulary)
