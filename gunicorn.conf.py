"""gunicorn reads this file by itself: for `make run`, and in a deployment."""

import os
import socket
import sys
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "site_app.wsgi:application"
workers = int(os.environ.get("WORKERS", "2"))
# Browsers open connections ahead of need; with threads an idle one does not hold up a worker.
worker_class = "gthread"
threads = 4
# Loaded once, before the workers part: the first reader does not wait for it twice.
preload_app = True
timeout = 60
loglevel = "warning"
# Workers prove that they live by touching a file; on a slow disk that stalls them.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - gunicorn makes its own file there


def on_starting(server: Any) -> None:
    """Say at once, and with what to do, that an address is taken; gunicorn knocks five times first."""
    if "LISTEN_FDS" in os.environ or "GUNICORN_PID" in os.environ:
        return  # the sockets are handed down
    for address in server.address:
        if isinstance(address, tuple):
            host, port = address
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as knock:
                knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    knock.bind(address)
                except OSError as refusal:
                    sys.exit(
                        f"Cannot listen on {host}:{port}: {refusal.strerror}. Look at HOST and PORT. If the "
                        f"site runs already, stop it, or choose another port: PORT={port + 1} make run"
                    )
