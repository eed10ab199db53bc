import pytest

from saidly import env
from saidly.errors import SettingMissing


def test_a_variable_that_is_set_is_returned() -> None:
    assert env.require("SAIDLY_TABLE", {"SAIDLY_TABLE": "clips"}) == "clips"


@pytest.mark.parametrize("environment", [{}, {"SAIDLY_TABLE": ""}])
def test_a_variable_that_is_absent_or_empty_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(SettingMissing, match="SAIDLY_TABLE"):
        env.require("SAIDLY_TABLE", environment)


def test_names_on_loopback_come_from_the_environment() -> None:
    names = env.loopback({"SAIDLY_LOOPBACK": "gazette.test:8080, post.test:8081,"})

    assert names == {"gazette.test:8080", "post.test:8081"}


def test_without_the_variable_nothing_on_loopback_may_be_fetched() -> None:
    assert env.loopback({}) == frozenset()


def test_on_lambda_itself_nothing_on_loopback_may_be_fetched() -> None:
    environment = {"AWS_EXECUTION_ENV": "AWS_Lambda_python3.13", "SAIDLY_LOOPBACK": "a.test:80"}

    assert env.loopback(environment) == frozenset()


@pytest.mark.parametrize("environment", [{}, {"SAIDLY_CONTACT": ""}])
def test_a_contact_may_be_absent(environment: dict[str, str]) -> None:
    assert env.contact(environment) is None


def test_the_contact_is_told_as_it_was_set() -> None:
    assert env.contact({"SAIDLY_CONTACT": "press@clips.example"}) == "press@clips.example"


def test_a_whole_number_is_read_as_one() -> None:
    assert env.whole("N", {"N": "600"}) == 600
    with pytest.raises(SettingMissing, match="whole number"):
        env.whole("N", {"N": "many"})


def test_no_web_page_may_call_unless_its_origin_is_set() -> None:
    assert env.origin({}) == ""
    assert env.origin({"SAIDLY_CORS_ORIGIN": "*"}) == "*"


@pytest.mark.parametrize("text", ["-1", "inf", "nan", "much"])
def test_an_amount_is_read_as_one(text: str) -> None:
    assert env.dollars("N", {"N": "0.5"}) == 0.5
    with pytest.raises(SettingMissing, match="an amount"):
        env.dollars("N", {"N": text})


def test_a_function_knows_its_memory() -> None:
    assert env.memory_mb({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769"}) == 1769
    assert env.memory_mb({}) == 512
