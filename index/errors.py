"""What can go wrong, as one tree; each message says what happened and what to do.

OnRecordError
├── SettingsError        a setting is unknown or has no meaning
├── InputError           a text, file, date or question cannot be used
│   └── NotFound         no such article, dossier, conversation ...
├── HomeLocked           another process owns this home
├── StoreError           the ledger or the vectors cannot be read or written
└── ModelError           an encoder or a chat model is missing or failed

Never here: catching one; only the command line and the window turn them into sentences on a screen.
"""


class OnRecordError(Exception):
    """Base of all errors shown to a user, one clear sentence each."""


class SettingsError(OnRecordError):
    """A setting is unknown or has no meaning."""


class InputError(OnRecordError):
    """A text, file, date or question cannot be used."""


class NotFound(InputError):
    """Nothing is kept under that name."""


class HomeLocked(OnRecordError):
    """Another process owns this home."""


class StoreError(OnRecordError):
    """The ledger or the vectors cannot be read or written."""


class ModelError(OnRecordError):
    """An encoder or a chat model is missing or failed."""
