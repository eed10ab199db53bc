"""Tables, buckets and queues of a test's own in the embedded AWS."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import boto3
from botocore.config import Config

from saidly.aws.table import Table
from saidly.local.cloud import Cloud
from tests.functions.test_template import RESOURCES


@dataclass
class Deployment:
    """One account that nobody else uses, with what the shelves need in it."""

    url: str
    account: str
    table_name: str
    bucket: str
    fetch_queue: str = ""
    extract_queue: str = ""
    clients: dict[str, Any] = field(default_factory=dict)  # making one costs more than a call

    def client(self, service: str) -> Any:
        if service not in self.clients:
            self.clients[service] = self.new_client(service)
        return self.clients[service]

    def new_client(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=self.account,
            aws_secret_access_key="local",
            config=Config(retries={"total_max_attempts": 1}),  # a fault is to be seen
        )

    def table(self, client: Any) -> Table:
        return Table(client, self.table_name)

    def state(self) -> tuple[Any, ...]:
        """Return all that is kept, and the orders that wait, each once."""
        items = self.client("dynamodb").scan(TableName=self.table_name)["Items"]
        objects = self.client("s3").list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return (
            sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"])),
            sorted((each["Key"], each["Size"]) for each in objects),
            self._waiting(self.fetch_queue),
            self._waiting(self.extract_queue),
        )

    def _waiting(self, queue: str) -> set[str]:
        client, bodies = self.client("sqs"), set()
        while got := client.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            bodies |= {message["Body"] for message in got}
        return bodies


def deployed(cloud: Cloud) -> Deployment:
    """Make a deployment with the keys of the template's table, which is billed by request."""
    account = str(random.randrange(10**11, 10**12))
    made = Deployment(cloud.url, account, f"t{uuid4().hex}", f"b{uuid4().hex}")
    wanted = RESOURCES["Table"]["Properties"]
    made.client("dynamodb").create_table(
        TableName=made.table_name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=wanted["AttributeDefinitions"],
        KeySchema=wanted["KeySchema"],
        GlobalSecondaryIndexes=[
            {key: index[key] for key in ("IndexName", "KeySchema", "Projection")}
            for index in wanted["GlobalSecondaryIndexes"]
        ],
    )
    made.client("s3").create_bucket(Bucket=made.bucket)
    sqs = made.client("sqs")
    made.fetch_queue = sqs.create_queue(QueueName="fetch")["QueueUrl"]
    made.extract_queue = sqs.create_queue(QueueName="extract")["QueueUrl"]
    return made
