# word: HISTO at LOOP
from collections import defaultdict
words = ["a", "b", "a"]
total = defaultdict(int)
for word in words:
    total[word] += 1
