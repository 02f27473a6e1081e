# x: COLLECT at LOOP
# before: import itertools
def collect(make):
    kept = []
    for x in make():
        kept.append(x)
    return kept
# after: collect(lambda: itertools.islice(itertools.count(), 4))
