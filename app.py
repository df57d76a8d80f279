"""The window's front door: `python app.py` serves it on loopback and opens nothing by itself.

In: Settings. Out: a running server. Never here: anything but wiring.
"""

from __future__ import annotations

import os
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported: nothing leaves this machine

from index.errors import OnRecordError
from index.settings import Settings, load


def serve(settings: Settings) -> None:
    """Serve the window until it is interrupted."""
    from bot.ui import page
    from bot.ui.desk import Desk
    from bot.ui.window import build

    with Desk.open(settings) as desk:
        window = build(desk)
        print(f"On Record: http://{settings.host}:{settings.port}", flush=True)
        window.queue(default_concurrency_limit=4).launch(
            server_name=settings.host, server_port=settings.port, inbrowser=False, share=False, quiet=True,
            show_error=True, ssr_mode=False, footer_links=["api"], theme=page.theme(), head=page.head(),
        )  # fmt: skip


def main() -> None:
    try:
        serve(load())
    except OnRecordError as error:
        sys.exit(f"onrecord: {error}")
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
