"""The window's front door: `python app.py` serves it on loopback and opens nothing by itself.

In: Settings. Out: a running server. Never here: anything but wiring.
"""

from __future__ import annotations

import os
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported: nothing leaves this machine
os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), "127.0.0.1,localhost")))  # nor by a detour

from index.errors import OnRecordError, SettingsError
from index.settings import Settings, load


def serve(settings: Settings) -> None:
    """Serve the window until it is interrupted."""
    from bot.ui.desk import Desk
    from bot.ui.window import build, options

    with Desk.open(settings) as desk:
        window = build(desk)
        try:
            window.launch(**options(settings), prevent_thread_lock=True)
        except OSError as error:
            told = f"Port {settings.port} of {settings.host} cannot be used; choose another with ONRECORD_PORT."
            raise SettingsError(told) from error
        print(f"On Record: http://{settings.host}:{settings.port}", flush=True)
        window.block_thread()


def main() -> None:
    try:
        serve(load())
    except OnRecordError as error:
        sys.exit(f"onrecord: {error}")
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
