"""A process that is stopped dead (SIGKILL) at its nth system call that changes a file: the real writes, not those of a stand-in.

For Linux on x86-64 and arm64, by ptrace(2).
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Sequence

_TRACEME, _PEEKUSER, _SYSCALL, _SETOPTIONS, _GETREGSET = 0, 3, 24, 0x4200, 0x4204
_TRACESYSGOOD, _EXITKILL = 1, 0x100000
_NT_PRSTATUS = 1
#: Numbers of the calls that write, cut, remove or make durable: write, pwrite64, ftruncate, unlink, unlinkat, fsync, fdatasync.
_CHANGES = {
    "x86_64": frozenset({1, 18, 77, 87, 263, 74, 75}),
    "aarch64": frozenset({64, 68, 46, 35, 82, 83}),
}
_NUMBER_AT = {"x86_64": 15, "aarch64": 8}
"""Which of the registers holds the number of the call."""


class _Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def can_trace() -> bool:
    return sys.platform == "linux" and platform.machine() in _CHANGES


def killed_at(number: int, command: Sequence[str], begins: str) -> bool:
    """Run a command and kill it before its nth change of a file; whether it came to its end by itself.

    Args:
        begins: calls are counted from the first write of this text to standard error on.
    """
    machine = platform.machine()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.ptrace.restype = ctypes.c_long
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(writing, 2)
            libc.ptrace(_TRACEME, 0, None, None)
            os.execv(command[0], list(command))
        finally:
            os._exit(127)
    os.close(writing)
    os.set_blocking(reading, False)
    os.waitpid(child, 0)
    libc.ptrace(_SETOPTIONS, child, None, _TRACESYSGOOD | _EXITKILL)
    count, counting, entering, said = 0, False, True, b""
    registers = (ctypes.c_ulonglong * 64)()
    try:
        while True:
            libc.ptrace(_SYSCALL, child, None, None)
            _pid, status = os.waitpid(child, 0)
            if os.WIFEXITED(status):
                if os.WEXITSTATUS(status):
                    raise RuntimeError(
                        f"the command ended with {os.WEXITSTATUS(status)}: {said.decode(errors='replace')}"
                    )
                return True
            if os.WIFSIGNALED(status) or os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
                continue
            if entering and counting:
                piece = _Piece(ctypes.addressof(registers), ctypes.sizeof(registers))
                libc.ptrace(_GETREGSET, child, _NT_PRSTATUS, ctypes.addressof(piece))
                if registers[_NUMBER_AT[machine]] in _CHANGES[machine]:
                    count += 1
                    if count == number:
                        os.kill(child, signal.SIGKILL)
                        os.waitpid(child, 0)
                        return False
            entering = not entering
            if not counting and entering:
                said += _read(reading)
                counting = begins.encode() in said
    finally:
        os.close(reading)


def _read(pipe: int) -> bytes:
    try:
        return os.read(pipe, 65536)
    except BlockingIOError:
        return b""
