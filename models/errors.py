"""What the database can refuse.

StoreError
├── SchemaTooNewError     written by a later beltwatch
├── UnreadableError       no file, no right, no server, or a damaged file
├── LedgerMovedError      another judgement was recorded between look-up and record
└── UnknownFindingError   no finding of that number
"""


class StoreError(Exception):
    """Something the operator has to know about the database.

    message  one plain sentence: which database, what is wrong
    remedy   what to do about it
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class SchemaTooNewError(StoreError):
    """The database was written by a later beltwatch than this one."""


class UnreadableError(StoreError):
    """The database cannot be opened: no right, no server, or damaged."""


class LedgerMovedError(StoreError):
    """Another judgement was recorded since the ledger was asked: look up, compare and record again."""


class UnknownFindingError(StoreError):
    """There is no finding of that number."""
