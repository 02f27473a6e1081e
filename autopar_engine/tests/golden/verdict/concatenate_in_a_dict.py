# (i, word): UNKNOWN until CONTENT, R_NONAFFINE
from collections import defaultdict
words = ["a", "b", "a"]
text = defaultdict(str)
for i, word in enumerate(words):
    text[word] += str(i)
