import pytest

from saidly.clean.decoding import decode, encoding_of

RUSSIAN = "Гавань открылась после девяти дней, сообщил начальник порта города во вторник утром"


def test_a_byte_order_mark_decides() -> None:
    assert decode("Hæfen".encode("utf-8-sig"), "cp1252") == "Hæfen"
    assert decode(b"\xff\xfe" + "Hæfen".encode("utf-16-le")) == "Hæfen"
    assert decode(b"\xfe\xff" + "Hæfen".encode("utf-16-be"), "utf-8") == "Hæfen"


def test_valid_utf8_beats_every_label() -> None:
    assert decode('<meta charset="iso-8859-1">Größe'.encode(), "windows-1251").endswith("Größe")


def test_the_label_of_the_answer_beats_the_pages_own() -> None:
    html = b'<meta charset="cp1251">' + "Größe".encode("cp1252")

    assert decode(html, "ISO-8859-1").endswith("Größe")


@pytest.mark.parametrize(
    "head", ['<meta charset="windows-1251">', '<?xml version="1.0" encoding="windows-1251"?>']
)
def test_the_pages_own_label_is_read(head: str) -> None:
    assert decode(head.encode() + RUSSIAN.encode("cp1251")).endswith(RUSSIAN)


def test_an_unknown_label_is_passed_over() -> None:
    german = "Der Hafen hat seine Größe behalten"

    assert decode(german.encode("cp1252"), "klingon") == german
    assert encoding_of("base64") is None
    assert encoding_of(None) is None
    assert encoding_of("größe") is None


def test_a_label_of_utf8_is_not_believed_where_most_bytes_contradict_it() -> None:
    german = "Der Hafen hat Größe über Straßen"

    assert decode(german.encode("cp1252"), "utf-8") == german


def test_one_broken_character_does_not_make_a_page_another_encoding() -> None:
    html = ("Größe " * 100).encode() + b"\xff"

    assert decode(html) == "Größe " * 100 + "\ufffd"
    assert decode(html, "utf-8") == "Größe " * 100 + "\ufffd"


def test_a_pages_language_tells_what_it_was_written_in() -> None:
    czech = "Přístav se znovu otevřel, řekl starosta"

    assert decode(b"<html lang=cs>" + czech.encode("cp1250")).endswith(czech)
    assert decode(b"<html lang=ja>" + "港が再開した".encode("euc_jp")).endswith("港が再開した")
    assert decode(b"<html lang=de>" + "Größe".encode("cp1252")).endswith("Größe")
    assert decode(b"<html lang=th>\xff\xfe\xfd").endswith("ÿþý")


@pytest.mark.parametrize("encoding", ["gb18030", "cp932", "cp949"])
def test_eastern_scripts_are_told_without_any_label(encoding: str) -> None:
    told = {
        "gb18030": "港口在星期二重新开放，港务局长说，此前关闭了九天。",
        "cp932": "港は九日ぶりに火曜日に再開したと港長が語った。ダイバーは月曜日の夜まで捜索した。",
        "cp949": "항구가 화요일에 다시 문을 열었다고 항만장이 말했다.",
    }[encoding]

    assert "�" not in decode(told.encode(encoding))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_is_told_without_any_label(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN
    assert decode(b"<html lang=ru>" + RUSSIAN.encode(encoding)).endswith(RUSSIAN)
