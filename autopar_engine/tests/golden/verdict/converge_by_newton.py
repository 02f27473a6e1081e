# while: SEQ at SYNTAX, R_WHILE
guess = 1.0
while abs(guess * guess - 2.0) > 1e-9:
    guess = (guess + 2.0 / guess) / 2.0
