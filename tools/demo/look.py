"""Looks into the emulated account without the operator, so that its word is not the only evidence.

usage: look.py detector REGION   exits 0 when the Region has an enabled GuardDuty detector
       look.py trail NAME        exits 0 when the trail logs
       look.py digest            prints a hash over all settings that the operator could change
       look.py settings          prints those settings as JSON
"""

import hashlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor

from account import ACCOUNT, clients, enabled_regions
from botocore.exceptions import ClientError


def detectors(client, region):
    guardduty = client("guardduty", region)
    found = {id: guardduty.get_detector(DetectorId=id) for id in guardduty.list_detectors()["DetectorIds"]}
    return {id: {"status": it["Status"], "frequency": it.get("FindingPublishingFrequency")} for id, it in found.items()}


def trails(client):
    cloudtrail = client("cloudtrail")
    return {
        trail["Name"]: {
            **trail,
            "logging": cloudtrail.get_trail_status(Name=trail["TrailARN"])["IsLogging"],
            "selectors": cloudtrail.get_event_selectors(TrailName=trail["TrailARN"]).get("EventSelectors", []),
        }
        for trail in cloudtrail.describe_trails(includeShadowTrails=False)["trailList"]
    }


def of_region(client, region):
    config, ec2, kms = client("config", region), client("ec2", region), client("kms", region)
    customer_keys = [key["KeyId"] for key in kms.list_keys()["Keys"]]
    return {
        "detectors": detectors(client, region),
        "recorders": config.describe_configuration_recorders()["ConfigurationRecorders"],
        "recording": [it["recording"] for it in config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]],
        "channels": config.describe_delivery_channels()["DeliveryChannels"],
        "ebsEncryption": ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"],
        "rotation": {key: kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] for key in customer_keys},
    }


def or_none(error_code, ask):
    try:
        return ask()
    except ClientError as error:
        if error.response["Error"]["Code"] != error_code:
            raise
        return None


def account_block(client):
    s3control = client("s3control")
    # The account id belongs into the host name, which a loopback address has no room for.
    s3control.meta.events.register(
        "before-sign.s3-control",
        lambda request, **_: setattr(request, "url", request.url.replace(f"//{ACCOUNT}.", "//")),
    )
    return or_none(
        "NoSuchPublicAccessBlockConfiguration",
        lambda: s3control.get_public_access_block(AccountId=ACCOUNT)["PublicAccessBlockConfiguration"],
    )


def settings(client):
    with ThreadPoolExecutor(4) as pool:
        regions = enabled_regions(client)
        by_region = dict(zip(regions, pool.map(lambda region: of_region(client, region), regions)))
    return {
        "regions": by_region,
        "trails": trails(client),
        "passwordPolicy": or_none("NoSuchEntity", lambda: client("iam").get_account_password_policy()["PasswordPolicy"]),
        "accountPublicAccessBlock": account_block(client),
    }


def main(command, *arguments):
    client = clients()
    if command == "detector":
        enabled = any(it["status"] == "ENABLED" for it in detectors(client, *arguments).values())
        exit(0 if enabled else 1)
    if command == "trail":
        status = or_none("TrailNotFoundException", lambda: client("cloudtrail").get_trail_status(Name=arguments[0]))
        exit(0 if status and status["IsLogging"] else 1)
    text = json.dumps(settings(client), sort_keys=True, indent=2, default=str)
    print(hashlib.sha256(text.encode()).hexdigest() if command == "digest" else text)


if __name__ == "__main__":
    main(*sys.argv[1:]) if sys.argv[1:] else exit(__doc__)
