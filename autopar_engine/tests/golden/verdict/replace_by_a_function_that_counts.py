# word: UNKNOWN until NEVER, R_CALL
import re
out = []
seen = []
def number(match):
    seen.append(match)
    return str(len(seen))
for word in ["a", "b", "a"]:
    out.append(re.sub("a", number, word))
