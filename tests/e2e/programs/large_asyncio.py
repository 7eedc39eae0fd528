# asyncio: tasks that wait for each other through queues, events, locks and gather.
import asyncio


async def produce(queue, count):
    for number in range(count):
        await queue.put(number)
        await asyncio.sleep(0)
    await queue.put(None)


async def consume(queue, lock, seen):
    while True:
        number = await queue.get()
        if number is None:
            break
        async with lock:
            seen.append(number)


async def numbers(count):
    for number in range(count):
        yield number
        await asyncio.sleep(0)


async def main():
    queue, lock, seen = asyncio.Queue(3), asyncio.Lock(), []
    await asyncio.gather(produce(queue, 40), consume(queue, lock, seen))
    assert seen == list(range(40))
    assert [number async for number in numbers(20)] == list(range(20))
    event = asyncio.Event()
    waiters = [asyncio.create_task(event.wait()) for _ in range(10)]
    await asyncio.sleep(0)
    event.set()
    assert await asyncio.gather(*waiters) == [True] * 10
    cancelled = asyncio.create_task(asyncio.Event().wait())
    await asyncio.sleep(0)
    cancelled.cancel()
    assert isinstance((await asyncio.gather(cancelled, return_exceptions=True))[0], asyncio.CancelledError)


asyncio.run(main())
