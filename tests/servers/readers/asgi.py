"""A server just large enough to run an ASGI application: HTTP/1.1, a connection for each request, headers as they came.

usage: asgi.py PORT     serves `guarded` of example.py in the working directory
"""
import asyncio
import sys

sys.path.insert(0, ".")
import example  # noqa: E402


async def serve(reader, writer):
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[:-2]
        method, path, _ = head[0].split(b" ")
        pairs = [line.partition(b":") for line in head[1:]]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method.decode(),
            "scheme": "http", "path": path.decode(), "raw_path": path, "query_string": b"", "root_path": "",
            "headers": [(name.lower(), value.strip()) for name, _, value in pairs],
            "client": writer.get_extra_info("peername")[:2], "server": None,
        }

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(event):
            if event["type"] == "http.response.start":
                lines = [b"HTTP/1.1 %d Whatever" % event["status"], b"connection: close"]
                lines += [name + b": " + value for name, value in event["headers"]]
                writer.write(b"\r\n".join(lines) + b"\r\n\r\n")
            else:
                writer.write(event["body"])

        await example.guarded(scope, receive, send)
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())
