# i: UNKNOWN until NEVER, R_CALL
import io
log = io.StringIO()
def show(x):
    print(x, file=log)
for i in range(5):
    show(i)
