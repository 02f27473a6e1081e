# word: UNKNOWN until CONTENT, R_NONAFFINE
from collections import defaultdict
words = ["a", "b", "a"]
number = defaultdict(int)
number.default_factory = number.__len__
out = []
for word in words:
    out.append(number[word])
