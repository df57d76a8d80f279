"""The Gradio window: one file a pane, `desk` for everything it asks of the rest, `assets` for what runs in the page."""
