# Await at 4:15-4:25: await suspends the loop
async def gather(step, a):
    for i in range(10):
        a[i] = await step
