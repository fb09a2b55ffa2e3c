"""A sealed file: readable with a passphrase alone, and any change to it is noticed.

Layout, version 1: mark (8 bytes), version (1), log2 of scrypt's cost (1), salt (16), check of the
passphrase (16), nonce (12), SHA-256 of all this (32), then AES-256-GCM of the content; everything
before the content is authenticated with it. The key comes from the passphrase by scrypt (RFC 7914;
2^17, r 8, p 1: OWASP's password storage cheat sheet).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from needs.errors import NeedsError
from needs.wording import say

MARK, VERSION = b"NEEDS-ID", 1
#: 2^17 takes about a third of a second and 128 MB; a file that asks for more is refused.
COST, LEAST_COST, MOST_COST = 17, 12, 20
LEAST_LETTERS = 12
_SALT, _CHECK, _NONCE, _SUM = 16, 16, 12, 32
_HEAD = len(MARK) + 2 + _SALT + _CHECK + _NONCE


class SealedError(NeedsError):
    """The sealed file cannot be opened."""


class WrongPassphrase(SealedError):
    """The passphrase is not that of the file."""


class Tampered(SealedError):
    """The file was changed or damaged since it was written."""


@dataclass(frozen=True)
class Passphrase:
    """A passphrase; it never shows itself, in no message and no log."""

    _words: str

    def __repr__(self) -> str:
        return "Passphrase(…)"

    __str__ = __repr__

    @property
    def secret(self) -> bytes:
        """Its bytes: the same however a keyboard composes the letters."""
        return unicodedata.normalize("NFC", self._words).encode()

    def long_enough(self) -> bool:
        """Tell whether it is long enough to protect children."""
        return len(unicodedata.normalize("NFC", self._words).strip()) >= LEAST_LETTERS


def seal(content: bytes, passphrase: Passphrase, *, cost: int = COST) -> bytes:
    """Return the content sealed; no two sealings of one content are alike.

    Raises
    ------
    SealedError
        If the passphrase is too short.
    """
    if not passphrase.long_enough():
        raise SealedError(
            say("mật khẩu quá ngắn; cần ít nhất {n} ký tự", lang="vi", n=LEAST_LETTERS)
        )
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    key, check = _keys(passphrase, salt, cost)
    head = MARK + bytes((VERSION, cost)) + salt + check + nonce
    head += hashlib.sha256(head).digest()
    return head + AESGCM(key).encrypt(nonce, content, head)


def unseal(sealed: bytes, passphrase: Passphrase, *, name: str, lang: str = "vi") -> bytes:
    """Return the content of a sealed file.

    Raises
    ------
    WrongPassphrase
        If the passphrase is another one.
    Tampered
        If the file was changed, cut off or damaged.
    SealedError
        If it is no sealed file, or was written by a newer `needs`.
    """
    if sealed[: len(MARK)] != MARK:
        raise SealedError(say("{file}: không phải tệp danh tính của needs", lang=lang, file=name))
    if len(sealed) > len(MARK) and sealed[len(MARK)] > VERSION:
        raise SealedError(
            say("{file}: tệp do bản needs mới hơn ghi; hãy cập nhật needs", lang=lang, file=name)
        )
    head, body = sealed[: _HEAD + _SUM], sealed[_HEAD + _SUM :]
    whole = hmac.compare_digest(hashlib.sha256(head[:_HEAD]).digest(), head[_HEAD:])
    if not whole or not LEAST_COST <= head[len(MARK) + 1] <= MOST_COST:
        raise _tampered(name, lang)
    at = len(MARK) + 2
    salt, told = head[at : at + _SALT], head[at + _SALT : at + _SALT + _CHECK]
    key, check = _keys(passphrase, salt, head[len(MARK) + 1])
    if not hmac.compare_digest(check, told):
        raise WrongPassphrase(
            say("{file}: mật khẩu không đúng; tệp không bị thay đổi", lang=lang, file=name)
        )
    try:
        return AESGCM(key).decrypt(head[_HEAD - _NONCE : _HEAD], body, head)
    except InvalidTag:
        raise _tampered(name, lang) from None


def _keys(passphrase: Passphrase, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    """Return the key, and a check by which a wrong passphrase is told from a changed file."""
    derived = Scrypt(salt=salt, length=32 + _CHECK, n=2**cost, r=8, p=1).derive(passphrase.secret)
    return derived[:32], derived[32:]


def _tampered(name: str, lang: str) -> Tampered:
    return Tampered(
        say(
            "{file}: tệp đã bị sửa hoặc hỏng; hãy giữ nguyên tệp này và khôi phục từ bản sao "
            "gần nhất",
            lang=lang,
            file=name,
        )
    )
