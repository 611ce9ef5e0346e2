"""Everything that `onrecord` raises on purpose.

OnrecordError
├── UsageError            what was asked for makes no sense (exit status 2)
├── SourceError           one input cannot be read; the others go on (exit status 1 at the end)
│   ├── SourceMissing     no such file, or a folder or pattern without pages
│   ├── SourceUnreadable  not text, a broken archive or line, an encoding that fails, no permission
│   ├── SourceTooLarge    beyond the limits on bytes or nesting
│   ├── SourceRefused     a web address that is not asked: a private one, or one that robots.txt forbids
│   └── SourceUnreachable a server that gives no page for now: worth another try later
├── LedgerError           a ledger's file: which, what is wrong, and what to do about it
│   ├── LedgerUnusable    missing, of another program or a newer version, damaged, or on a network drive
│   └── LedgerUnwritable  read-only, on a full disk, or held by another process
├── OutputError           a file or folder that cannot be written: which, what is wrong, and what to do about it
└── ModelError            a model folder that is incomplete, damaged or of another format
"""


class OnrecordError(Exception):
    """Root of the tree; its text is one line for a person."""


class UsageError(OnrecordError):
    pass


class SourceError(OnrecordError):
    """One input that cannot be read: which, what is wrong, and what to do about it."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        super().__init__(f"{source}: {problem}; {remedy}")
        self.source, self.problem, self.remedy = source, problem, remedy


class SourceMissing(SourceError):
    pass


class SourceUnreadable(SourceError):
    pass


class SourceTooLarge(SourceError):
    pass


class SourceRefused(SourceError):
    pass


class SourceUnreachable(SourceError):
    pass


class LedgerError(OnrecordError):
    """A ledger's file: which, what is wrong, and what to do about it."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy


class LedgerUnusable(LedgerError):
    pass


class LedgerUnwritable(LedgerError):
    pass


class OutputError(OnrecordError):
    """A file or folder that cannot be written: which, what is wrong, and what to do about it."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy


class ModelError(OnrecordError):
    pass
