"""The bytes of an HTTP answer's body, unpacked of what they were packed in for the way (RFC 9110, 8.4), never more than allowed."""

import zlib


class NotUnpacked(Exception):
    """A body that cannot be unpacked, and in words why."""


class Unknown(NotUnpacked):
    """A coding that is not read."""


class TooLong(NotUnpacked):
    """More bytes than allowed."""


class Broken(NotUnpacked):
    """Packed bytes that are damaged or end too early."""


def unpacked(raw: bytes, codings: str, largest: int) -> bytes:
    """The bytes behind the `codings` of a Content-Encoding header: gzip, deflate or none. Raises NotUnpacked.

    What says that it is gzip and does not begin so comes back as it is; what follows a gzip stream and is none is padding.
    """
    names = [name for name in (part.strip().lower() for part in codings.split(",")) if name not in ("", "identity")]
    if not names:
        return raw
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise Unknown(", ".join(names)[:50])
    if names[0] == "deflate":
        zlib_wrapped = len(raw) > 1 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0
        bits = zlib.MAX_WBITS if zlib_wrapped else -zlib.MAX_WBITS
    elif raw.startswith(b"\x1f\x8b"):
        bits = zlib.MAX_WBITS | 16
    else:
        return raw
    out, rest = bytearray(), raw
    while rest:
        unpacker = zlib.decompressobj(bits)
        try:
            out += unpacker.decompress(rest, largest + 1 - len(out))
        except zlib.error:
            raise Broken("damaged gzip") from None
        if len(out) > largest:
            raise TooLong(f"more than {largest / 1_000_000:g} MB")
        if not unpacker.eof:
            raise Broken("gzip that ends too early")
        rest = unpacker.unused_data if unpacker.unused_data.startswith(b"\x1f\x8b") else b""
    return bytes(out)
