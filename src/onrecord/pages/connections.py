"""Connections that lead where they were checked to lead, and that end in time."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from onrecord.pages import addresses


class Backend(httpcore.NetworkBackend):
    """Finds a host's addresses, checks each, and connects to one of those: there is no second look-up that could answer otherwise.

    The name stays what the Host header and the certificate are held against. `deadline` (of `time.monotonic`) bounds every step of
    whatever is under way: a server that sends a byte now and then keeps within each single timeout, and for ever.
    """

    def __init__(self, resolve: addresses.Resolve, *, allow_private: bool, network: httpcore.NetworkBackend | None = None) -> None:
        self._resolve, self._allow_private = resolve, allow_private
        self._network = network or httpcore.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises NotPublic if any of the host's addresses is, OSError where it has none, and what httpcore raises."""
        found = self._resolve(host, port, self.left(timeout))
        if not self._allow_private:
            for address in found:
                if not addresses.is_public(address):
                    raise addresses.NotPublic(address)
        failure: Exception = OSError(f"{host} has no address")
        for address in found:
            try:
                stream = self._network.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                failure = refused
            else:
                return _Stream(stream, self)
        raise failure

    def left(self, timeout: float | None) -> float:
        """The seconds that a step may take. Raises httpcore.ReadTimeout where there are none left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, backend: Backend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
