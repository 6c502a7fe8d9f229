"""The server of the Model Context Protocol: what an assistant may ask of a record, and of a text. It writes nothing.

`tools.py` is the table of the tools: open it first. Only `server.py` needs the `mcp` package.
"""
