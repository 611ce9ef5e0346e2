"""Why a file cannot be read, in words, and what to do about it."""

import gzip
import zlib

UNREADABLE = (OSError, EOFError, zlib.error, ValueError)
"""What reading a file may raise; ValueError: standard input that is closed."""


def reason(problem: Exception) -> str:
    if isinstance(problem, PermissionError):
        return "no permission to read it"
    if isinstance(problem, EOFError):
        return "the gzip file ends too early"
    if isinstance(problem, gzip.BadGzipFile | zlib.error):
        return "the gzip file is damaged"
    return f"cannot be read ({getattr(problem, 'strerror', None) or problem})"


def remedy(problem: Exception) -> str:
    if isinstance(problem, EOFError | gzip.BadGzipFile | zlib.error):
        return "download or copy it again"
    return "check the path and its permissions"
