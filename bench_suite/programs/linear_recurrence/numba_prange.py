"""Each element waits for the one before it: there is nothing to annotate."""


def linear_recurrence(x, b, c):
    for i in range(1, len(x)):
        x[i] = b[i] * x[i - 1] + c[i]
