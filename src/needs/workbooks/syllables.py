"""Whether a word can be a Vietnamese syllable: how a garbled text is told from a sound one.

A syllable is an optional initial consonant, a rhyme and a tone; about 160 rhymes exist, and those
that end in c, ch, p, t take two of the six tones only (Đoàn Thiện Thuật, Ngữ âm tiếng Việt).
Text decoded with the wrong table breaks these rules in nearly every word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = """
    b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x
"""

_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăk ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ
    uy uya uych uyên uyêt uynh uyp uyt uyu
    ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu ych yn ynh yt
"""

# Signs that stand in place of Vietnamese letters (µ, ¸, «) belong to words: only ASCII's own
# signs and digits, spaces, dashes and curved quotation marks part them.
_WORD = re.compile(r"[^\s!-@\[-`{-~\u2010-\u2027]{2,}")

_BEGINNINGS = ("", *_ONSETS.split())
_ENDS = frozenset(unicodedata.normalize("NFD", _RHYMES).split())

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = ("\u0301", "\u0323")


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in any case and normal form, can be a Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in _TONES]
    bare = "".join(mark for mark in letters if mark not in _TONES)
    if len(tones) > 1:
        return False
    for onset in _BEGINNINGS:
        rhyme = bare[len(onset) :]
        if bare.startswith(onset) and rhyme in _ENDS:
            return not rhyme.endswith(_STOPS) or bool(tones and tones[0] in _STOP_TONES)
    return False


def words_beyond_ascii(text: str) -> set[str]:
    """Return the words of two letters and more that are not ASCII alone: each counts once."""
    return {word for word in _WORD.findall(text) if not word.isascii()}
