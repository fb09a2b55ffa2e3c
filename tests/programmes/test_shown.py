"""A profile shown line by line: every figure with its source, and own or inherited."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest
from pydantic import BaseModel

from needs.programmes import Programme, list_programmes
from needs.programmes.figures import Figure
from needs.programmes.in_words import label
from needs.programmes.load import read_programme
from needs.programmes.shown import ShownLine, parts_of, shown_lines


@pytest.fixture(scope="module")
def lines_of(data):
    """Show a programme, or a part of it; each only once."""

    @cache
    def show(programme: str, lang: str = "vi", part: str | None = None) -> list[ShownLine]:
        profile, read = read_programme(programme, data)
        return shown_lines(profile, read, lang=lang, part=part)

    return show


def line_with(lines: list[ShownLine], *words: str) -> ShownLine:
    found = [line for line in lines if all(word in line.text for word in words)]
    assert len(found) == 1, [line.text for line in found]
    return found[0]


def figures(value: object) -> list[Figure]:
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, BaseModel):
        return [one for name in type(value).model_fields for one in figures(getattr(value, name))]
    if isinstance(value, list):
        return [one for part in value for one in figures(part)]
    return []


def test_two_targets_with_two_denominators(lines_of):
    """Thanh Hóa: 90 % of the area for health, 100 % of the disadvantaged communes for coats."""
    lines = lines_of("thanh-hoa-588", part="categories")
    health = [line for line in lines if "90% trẻ em cả vùng" in line.text]
    assert len(health) == 3
    coats = line_with(lines, "100% trẻ em các xã, thôn đặc biệt khó khăn", "kế hoạch nêu")
    assert coats.origins == ("",)


def test_what_no_plan_states_says_so(lines_of):
    lines = lines_of("cao-bang-588", part="categories")
    targets = [line for line in lines if line.text.startswith("chỉ tiêu")]
    assert len(targets) == 4
    assert all("kế hoạch không nêu" in line.text and "588" in line.origins for line in targets)


def test_a_price_has_its_range_its_kind_and_its_source(lines_of):
    price = line_with(lines_of("cao-bang-588", part="categories"), "đơn giá: 120.000 đồng")
    assert "(90.000–160.000)" in price.text
    assert "giả định" in price.text
    assert "báo giá của Sở Y tế" in price.text
    assert price.origins == ("588",)


def test_the_warm_goods_that_the_plan_names_are_there(lines_of):
    lines = lines_of("cao-bang-588", part="categories")
    for good in ("chăn bông", "quần áo", "khăn ấm"):
        assert line_with(lines, f"{good} [").origins == ("",)


def test_own_inherited_and_both(lines_of):
    """The plan's number is its own, the ages come from afar; the share has its own source only."""
    lines = lines_of("cao-bang-588")
    assert line_with(lines, "số văn bản: 3490/KH-UBND").origins == ("",)
    assert line_with(lines, "nhà trẻ (0–2 tuổi) [nursery]").origins == ("common",)
    share = line_with(lines, "phần trẻ cần", "trẻ mầm non, tiểu học")
    assert share.origins == ("", "588")


def test_a_default_of_the_software_belongs_to_nobody(load_edited, tmp_path):
    load_edited(("steadiness = 0.01           # b", "# b"))
    profile, read = read_programme("cao-bang-588", tmp_path)
    lines = shown_lines(profile, read, lang="vi", part="allocation")
    assert line_with(lines, "bớt hiệu quả để giữ lời đã gửi: 1%").origins == ()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_source_of_every_figure_is_shown(data, lines_of, lang):
    for programme in list_programmes(data):
        shown = "\n".join(line.text for line in lines_of(programme, lang))
        profile, _ = read_programme(programme, data)
        told = figures(profile)
        assert len(told) > 20, programme
        assert [one.source for one in told if one.source not in shown] == [], programme


def test_every_entry_that_a_plan_or_law_stands_behind_says_which(data, lines_of):
    for programme in list_programmes(data):
        shown = "\n".join(line.text for line in lines_of(programme))
        profile, _ = read_programme(programme, data)
        entries = [
            *(*profile.age_bands, *profile.facilities, *profile.districts),
            *(*profile.reports, *profile.duties, *profile.priority.indicators),
        ]
        assert len(entries) > 15, programme
        lacking = [one for one in entries if not one.source or one.source not in shown]
        assert lacking == [], programme


def test_a_report_is_headed_by_its_kind_and_an_indicator_told_in_words(lines_of):
    reports = lines_of("hai-duong-2024", part="reports")
    half = line_with(reports, "báo cáo 6 tháng · ai báo cáo")
    assert "hạn: 30/6" in half.text
    assert "kế hoạch có nêu: không" in half.text
    lines = lines_of("cao-bang-588", part="priority")
    assert line_with(lines, "đo bằng: nhóm trẻ: trẻ hộ nghèo")
    assert not [line for line in lines if "group:" in line.text or "sample:" in line.text]


def test_every_part_of_every_profile_is_shown(data, lines_of):
    for programme in list_programmes(data):
        profile, read = read_programme(programme, data)
        whole = lines_of(programme)
        for part in parts_of(profile):
            lines = shown_lines(profile, read, lang="vi", part=part)
            assert set(lines) <= set(whole), (programme, part)


def test_every_key_has_words_in_both_languages(data):
    """A key that has none is shown as it is written; in the five profiles none is."""

    def keys(value: object) -> set[str]:
        if isinstance(value, BaseModel):
            said = {name for name in type(value).model_fields if getattr(value, name)}
            own = {type(value).model_fields[name].alias or name for name in said}
            parts = (getattr(value, name) for name in type(value).model_fields)
            return own.union(*map(keys, parts))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    for programme in list_programmes(data):
        profile, _ = read_programme(programme, data)
        used = keys(profile) - {"id"}
        wordless = sorted(key for key in used if label(key, lang="vi") == key.replace("_", " "))
        assert wordless == [], programme
        assert all(label(key, lang="en") for key in used)


def test_a_part_that_the_code_has_never_heard_of_is_shown_all_the_same(load_edited):
    class Boats(BaseModel):
        places: int
        source: str

    class More(Programme):
        boats: Boats

    plain = load_edited()
    more = More.model_construct(**{**dict(plain), "boats": Boats(places=4, source="đo")})
    lines = shown_lines(more, lines_origin(), lang="vi", part="boats")
    assert [line.text for line in lines] == ["boats", "places: 4", "nguồn: đo"]


def lines_origin():
    from needs.programmes.inherit import Profile

    return Profile()


def test_labels_are_in_both_languages(root):
    path = root / "src" / "needs" / "programmes" / "labels.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for section in ("keys", "values"):
        for key, words in content[section].items():
            assert words["vi"], key
            assert words["en"], key
