"""Deploy the real template into the embedded AWS, and say where its parts are."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from saidly.local import package
from saidly.local.cloud import Cloud, CloudFailed

STACK = "saidly"
_KEY = "template.json"  # a request takes 51,200 bytes of a template, an object a megabyte


@dataclass(frozen=True, slots=True)
class Stack:
    """A deployed stack: its outputs, and the base URL of its API on loopback."""

    base_url: str
    outputs: dict[str, str]


def deploy(cloud: Cloud, file: Path, parameters: dict[str, str]) -> Stack:
    """Create the stack of a template, or update it where something changed.

    Args:
        cloud: a started cloud.
        file: ``template.yaml``.
        parameters: values that differ from the template's defaults.

    Raises:
        CloudFailed: a resource could not be made; names it and the reason.
    """
    s3, bucket = cloud.client("s3"), package.ARTIFACTS
    s3.create_bucket(Bucket=bucket)  # again answers 200 in this region

    def put(key: str, body: bytes) -> None:
        s3.put_object(Bucket=bucket, Key=key, Body=body)

    template = package.packaged(file, put)
    _number_workers(template, parameters)
    put(_KEY, json.dumps(template).encode())
    _apply(
        cloud.client("cloudformation"),
        f"{cloud.url}/{bucket}/{_KEY}",
        parameters | {"EndpointUrl": cloud.url},
    )
    stack = _described(cloud)
    replay_gateway_responses(cloud, template, stack, parameters.get("CorsOrigin", ""))
    return stack


def _number_workers(template: package.Template, parameters: dict[str, str]) -> None:
    """Write numbers of workers out: as text, which MiniStack makes of them, they end its poller."""
    for resource in template["Resources"].values():
        for event in resource.get("Properties", {}).get("Events", {}).values():
            scaling = event["Properties"].get("ScalingConfig", {})
            named = scaling.get("MaximumConcurrency")
            if isinstance(named, dict):
                default = template["Parameters"][named["Ref"]]["Default"]
                scaling["MaximumConcurrency"] = int(parameters.get(named["Ref"], default))


def _apply(formation: Any, url: str, parameters: dict[str, str]) -> None:
    request = {
        "StackName": STACK,
        "TemplateURL": url,
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Parameters": [
            {"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()
        ],
    }
    try:
        formation.create_stack(**request)
        waiter = "stack_create_complete"
    except formation.exceptions.AlreadyExistsException:
        try:
            formation.update_stack(**request)
        except ClientError as error:
            if "No updates" in str(error):
                return
            raise CloudFailed(f"the template does not deploy: {error}") from error
        waiter = "stack_update_complete"
    except ClientError as error:
        raise CloudFailed(f"the template does not deploy: {error}") from error
    try:
        formation.get_waiter(waiter).wait(
            StackName=STACK, WaiterConfig={"Delay": 0.1, "MaxAttempts": 600}
        )
    except Exception as error:
        raise CloudFailed(f"the template does not deploy: {_why(formation)}") from error


def _why(formation: Any) -> str:
    """Return the first failure among the stack's events, or the last event there is."""
    events = formation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    first = (failed or events[:1])[-1]
    return (
        f"{first['LogicalResourceId']} {first['ResourceStatus']}: "
        f"{first.get('ResourceStatusReason', 'no reason given')}"
    )


def _described(cloud: Cloud) -> Stack:
    stacks = cloud.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    outputs = {out["OutputKey"]: out["OutputValue"] for out in stacks[0]["Outputs"]}
    # https://{api}.execute-api.{region}.amazonaws.com/{stage}, served by path on one port here
    host, stage = outputs["ApiUrl"].removeprefix("https://").rstrip("/").split("/", 1)
    api = host.split(".")[0]
    return Stack(f"{cloud.url}/_aws/execute-api/{api}/{stage}", outputs)


def replay_gateway_responses(
    cloud: Cloud, template: package.Template, stack: Stack, origin: str
) -> None:
    """Set the API's own error bodies; MiniStack passes over them in the API's definition."""
    gateway = cloud.client("apigateway")
    _, api, stage = stack.base_url.rsplit("/", 2)
    for resource in template["Resources"].values():
        if resource["Type"] != "AWS::Serverless::Api":
            continue
        for kind, response in resource["Properties"].get("GatewayResponses", {}).items():
            stated = response.get("ResponseParameters", {}).get("Headers", {})
            # the one value under a condition is the origin's
            told = {k: f"'{origin}'" if isinstance(v, dict) else v for k, v in stated.items()}
            headers = {name: value for name, value in told.items() if value != "''"}
            status = {"statusCode": str(response["StatusCode"])} if "StatusCode" in response else {}
            gateway.put_gateway_response(
                restApiId=api,
                responseType=kind,
                responseParameters={
                    f"gatewayresponse.header.{name}": value for name, value in headers.items()
                },
                responseTemplates=response.get("ResponseTemplates", {}),
                **status,
            )
        gateway.create_deployment(restApiId=api, stageName=stage)
