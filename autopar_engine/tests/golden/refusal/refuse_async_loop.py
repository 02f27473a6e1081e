# AsyncLoop at 3:4-4:16: asynchronous loops are not taken
async def gather(source, a):
    async for v in source:
        a[0] = v
