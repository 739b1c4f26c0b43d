"""What a text costs the gateways' Python clients: CPU of the process a call, against the benchmark's own server.

`calls.py CLIENT PORT CALLS`; a client is `vzaps`, `vzaps-async` (16 in flight), `wazzapi` or `evolution`. Prints one line of JSON.
"""

import asyncio
import json
import sys
import time

TO, TEXT = "5511999990000", "Your order 4711 is ready: pick it up until 18:00, and bring the code 90210 with you."
INSTANCE, TOKEN = "a81bc81b-dead-4e5d-abff-90865d1e13b1", "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"


def caller(name, base):
    if name == "vzaps":
        from vzaps import VZapsClient

        client = VZapsClient(client_token=TOKEN, client_secret=TOKEN, base_url=base)
        return lambda: client.messages.send_text(
            phone=TO, message=TEXT, instance_id=INSTANCE, instance_token=TOKEN
        )
    if name == "wazzapi":
        from wazzapi import WazzapiClient

        client = WazzapiClient(base_url=base, api_key=TOKEN)
        said = {"phone_number": TO, "whatsapp_account_id": INSTANCE, "content": TEXT}
        return lambda: client.messages.send(said)
    from evolutionapi.client import EvolutionClient
    from evolutionapi.models.message import TextMessage

    client = EvolutionClient(base, TOKEN)
    return lambda: client.messages.send_text(INSTANCE, TextMessage(TO, TEXT), instance_token=TOKEN)


async def together(base, calls):
    from vzaps import AsyncVZapsClient

    async with AsyncVZapsClient(client_token=TOKEN, client_secret=TOKEN, base_url=base) as client:
        send = lambda: client.messages.send_text(
            phone=TO, message=TEXT, instance_id=INSTANCE, instance_token=TOKEN
        )
        await send()

        async def work():
            for _ in range(calls // 16):
                await send()

        started, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(16)))
        return time.perf_counter() - started, time.process_time() - cpu


def main(name, port, calls):
    base = f"http://localhost:{port}"
    if name == "vzaps-async":
        wall, cpu = asyncio.run(together(base, calls))
        calls = calls // 16 * 16
    else:
        call = caller(name, base)
        call()
        started, cpu = time.perf_counter(), time.process_time()
        for _ in range(calls):
            call()
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({"figure": "CPU a call", "of": name, "value": round(cpu / calls * 1e6), "unit": "us",
                      "calls_a_second": round(calls / wall)}))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
