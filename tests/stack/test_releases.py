"""A deployment reaches whoever asks: the functions behind the API run as published versions."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from saidly.local import package
from saidly.local.cloud import Cloud
from saidly.local.deploy import STACK, deploy
from tests.stack.shelves import Deployment

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
ASKED = ("ApiFunction", "AuthorizeFunction", "ReaderFunction")


@pytest.fixture
def elsewhere(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    """An account of its own in the embedded AWS, left as it was found."""
    account = str(random.randrange(10**11, 10**12))
    monkeypatch.setattr(package, "ARTIFACTS", f"artifacts-{account}")  # buckets' names are global
    made = Deployment(cloud.url, account, "unused", "unused")
    yield made
    made.client("cloudformation").delete_stack(StackName=STACK)


def release(elsewhere: Deployment, **parameters: str) -> dict[str, dict[str, Any]]:
    """Deploy the template with these parameters; return what each alias then leads to."""
    deploy(cast("Cloud", elsewhere), TEMPLATE, {"ScheduleState": "DISABLED"} | parameters)
    client = elsewhere.client("lambda")
    names = [each["FunctionName"] for each in client.list_functions()["Functions"]]
    live = {}
    for asked in ASKED:
        (name,) = (each for each in names if asked in each)
        live[asked] = client.get_function_configuration(FunctionName=name, Qualifier="live")
        listed = client.list_versions_by_function(FunctionName=name)["Versions"]
        live[asked]["published"] = [each["Version"] for each in listed][1:]
    return live


def test_a_new_setting_or_a_snapshot_is_published_and_the_version_before_goes(
    elsewhere: Deployment,
) -> None:
    first = release(elsewhere)
    again = release(elsewhere)
    capped = release(elsewhere, MonthlyBudget="25")
    snapped = release(elsewhere, MonthlyBudget="25", SnapStart="PublishedVersions")

    for asked in ASKED:
        runs = [each[asked] for each in (first, again, capped, snapped)]
        assert [each["Version"] for each in runs] == ["1", "1", "2", "3"], asked
        assert [each["published"] for each in runs] == [["1"], ["1"], ["2"], ["3"]], asked
        budgets = [each["Environment"]["Variables"]["SAIDLY_MONTHLY_BUDGET"] for each in runs]
        assert budgets == ["0", "0", "25", "25"], asked
        assert [each["SnapStart"]["ApplyOn"] for each in runs][2:] == ["None", "PublishedVersions"]


@pytest.fixture
def unscaled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template without what follows the load, of which the embedded AWS knows nothing."""
    whole = package.packaged

    def packaged(file: Path, put: package.Put) -> package.Template:
        template = whole(file, put)
        kept = template["Resources"].items()
        followed = "AWS::ApplicationAutoScaling"
        resources = {name: each for name, each in kept if not each["Type"].startswith(followed)}
        return template | {"Resources": resources}

    monkeypatch.setattr(package, "packaged", packaged)


@pytest.mark.usefixtures("unscaled")
def test_the_table_keeps_what_it_holds_while_its_capacity_is_provisioned_and_back(
    elsewhere: Deployment,
) -> None:
    table = elsewhere.client("dynamodb")
    modes, units, kept = [], [], []
    for capacity in ("on-demand", "provisioned", "on-demand"):
        release(elsewhere, TableCapacity=capacity, TableMinUnits="7")
        (name,) = table.list_tables()["TableNames"]
        table.put_item(TableName=name, Item={"pk": {"S": capacity}, "sk": {"S": "x"}})
        told = table.describe_table(TableName=name)["Table"]
        modes.append(told["BillingModeSummary"]["BillingMode"])
        units.append(int(told["ProvisionedThroughput"]["WriteCapacityUnits"]))
        kept.append(table.scan(TableName=name, ConsistentRead=True)["Count"])

    assert modes == ["PAY_PER_REQUEST", "PROVISIONED", "PAY_PER_REQUEST"]
    assert units[1] == 7
    assert kept == [1, 2, 2]
