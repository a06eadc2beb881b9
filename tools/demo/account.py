"""The emulated account that the demo is about, and the way into it."""

import os

import boto3
from botocore.config import Config

ACCOUNT = "111122223333"
OPERATOR_ACCOUNT = "123456789012"  # moto's account for keys that it did not hand out: the operator runs in it
HOME = "us-east-1"
REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-2")  # where people have been at work; the others are untouched

ENDPOINT = os.environ.get("AWS_ENDPOINT_URL") or exit("AWS_ENDPOINT_URL is not set: eval \"$(tools/local.sh env)\" first.")
# A proxy for the internet, or settings of the real AWS, must not reach in here.
CONFIG = Config(proxies={}, retries={"max_attempts": 1}, s3={"addressing_style": "path"})


def clients(role="OrganizationAccountAccessRole"):
    """A function (service, region) -> client with a session in the account; moto keeps each account's state apart."""
    sts = boto3.client(
        "sts", region_name=HOME, endpoint_url=ENDPOINT, config=CONFIG, aws_access_key_id="test", aws_secret_access_key="test"
    )
    session = sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/{role}", RoleSessionName="demo")["Credentials"]

    def client(service, region=HOME):
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=ENDPOINT,
            config=CONFIG,
            aws_access_key_id=session["AccessKeyId"],
            aws_secret_access_key=session["SecretAccessKey"],
            aws_session_token=session["SessionToken"],
        )

    return client


def enabled_regions(client):
    return sorted(region["RegionName"] for region in client("ec2").describe_regions()["Regions"])
