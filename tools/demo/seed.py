"""Fills the emulated account with what years and many hands leave behind. Run once against a fresh emulator.

Each thing here is one that the operator should find, or one that it must have to mend another.
"""

import json

from account import ACCOUNT, HOME, OPERATOR_ACCOUNT, clients

TRAIL_BUCKET = "org-trail"
CONFIG_BUCKET = "org-config-logs"
TRAIL_KEY = "alias/org-trail"  # its ARN is known before the key is made, so that YAML can name it
TRAILS = ("payments-trail", "posture")  # the one that is there, and the one that the example baseline names


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(service, action, resource, condition, **more):
    return {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": action,
        "Resource": resource,
        "Condition": condition,
        **more,
    }


def trail_arns():
    return [f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/{name}" for name in TRAILS]


def roles(client):
    iam = client("iam")
    trust = policy(
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{OPERATOR_ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    )
    iam.create_role(RoleName="read", Path="/posture/", AssumeRolePolicyDocument=trust)
    # The tag names the one operator that may write here.
    iam.create_role(
        RoleName="write",
        Path="/posture/",
        AssumeRolePolicyDocument=trust,
        Tags=[{"Key": "awsposture-operator", "Value": "demo"}],
    )
    for service in ("config", "guardduty"):
        iam.create_service_linked_role(AWSServiceName=f"{service}.amazonaws.com")


def buckets(client):
    s3 = client("s3")
    for name in (TRAIL_BUCKET, CONFIG_BUCKET):
        s3.create_bucket(Bucket=name)
        s3.put_public_access_block(
            Bucket=name,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "IgnorePublicAcls": True,
                "BlockPublicPolicy": True,
                "RestrictPublicBuckets": True,
            },
        )
    owner_gets_it = {"s3:x-amz-acl": "bucket-owner-full-control"}

    bucket = f"arn:aws:s3:::{TRAIL_BUCKET}"
    trails = {"aws:SourceArn": trail_arns()}
    s3.put_bucket_policy(
        Bucket=TRAIL_BUCKET,
        Policy=policy(
            allow("cloudtrail", "s3:GetBucketAcl", bucket, {"StringEquals": trails}, Sid="TrailAclCheck"),
            allow(
                "cloudtrail",
                "s3:PutObject",
                f"{bucket}/AWSLogs/{ACCOUNT}/*",
                {"StringEquals": {**owner_gets_it, **trails}},
                Sid="TrailWrite",
            ),
            {
                "Sid": "DenyInsecure",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [bucket, f"{bucket}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ),
    )

    bucket = f"arn:aws:s3:::{CONFIG_BUCKET}"
    account = {"aws:SourceAccount": ACCOUNT}
    s3.put_bucket_policy(
        Bucket=CONFIG_BUCKET,
        Policy=policy(
            allow("config", "s3:GetBucketAcl", bucket, {"StringEquals": account}, Sid="ConfigAclCheck"),
            allow("config", "s3:ListBucket", bucket, {"StringEquals": account}, Sid="ConfigBucketCheck"),
            allow(
                "config",
                "s3:PutObject",
                f"{bucket}/AWSLogs/{ACCOUNT}/Config/*",
                {"StringEquals": {**owner_gets_it, **account}},
                Sid="ConfigWrite",
            ),
        ),
    )


def keys(client):
    """Two application keys that never rotate, and a good one that trails may be encrypted with."""
    for region, name in ((HOME, "payments-db"), ("eu-west-1", "reports")):
        kms = client("kms", region)
        key = kms.create_key(Description=f"{name}, made by hand")["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=key)

    trails = {"StringEquals": {"aws:SourceArn": trail_arns()}}
    of_this_account = {"kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"}
    kms = client("kms", HOME)
    key = kms.create_key(
        Description="CloudTrail log files",
        Policy=policy(
            {
                "Sid": "Administrators",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            allow("cloudtrail", "kms:GenerateDataKey*", "*", {**trails, "StringLike": of_this_account}, Sid="TrailEncrypt"),
            allow("cloudtrail", "kms:DescribeKey", "*", trails, Sid="TrailDescribe"),
            allow("cloudtrail", "kms:Decrypt", "*", trails, Sid="TrailBucketKey"),
        ),
    )["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=TRAIL_KEY, TargetKeyId=key)
    kms.enable_key_rotation(KeyId=key)


def trail(client):
    """One Region only, and nothing that would show a log file changed afterwards."""
    cloudtrail = client("cloudtrail", HOME)
    cloudtrail.create_trail(Name="payments-trail", S3BucketName=TRAIL_BUCKET, IsMultiRegionTrail=False)
    cloudtrail.start_logging(Name="payments-trail")


def recorder(client):
    """Set up once, stopped to save money, never started again."""
    config = client("config", "eu-west-1")
    config.put_configuration_recorder(
        ConfigurationRecorder={
            "name": "default",
            "roleARN": f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
            "recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": False},
        }
    )
    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": CONFIG_BUCKET})
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    config.stop_configuration_recorder(ConfigurationRecorderName="default")


def detector(client):
    client("guardduty", "ap-southeast-2").create_detector(Enable=False)  # suspended; no other Region has one


def security_groups(client):
    for region, name, ports in (
        (HOME, "bastion", (22,)),
        ("eu-west-1", "windows-jump-host", (3389,)),
        ("ap-southeast-2", "vendor-access", (22, 3389)),
    ):
        ec2 = client("ec2", region)
        vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
        group = ec2.create_security_group(GroupName=name, Description=f"{name}, temporary", VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[
                {
                    "IpProtocol": "tcp",
                    "FromPort": port,
                    "ToPort": port,
                    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
                    "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
                }
                for port in ports
            ],
        )


def password_policy(client):
    client("iam").update_account_password_policy(MinimumPasswordLength=8, RequireLowercaseCharacters=True)


def main():
    client = clients()
    if client("iam").list_roles(PathPrefix="/posture/")["Roles"]:
        exit(f"account {ACCOUNT} is filled already: tools/local.sh down, then up, gives an empty one.")
    # EBS encryption by default and the account's S3 block are off in a new account, and nobody has touched them.
    for fill in (roles, buckets, keys, trail, recorder, detector, security_groups, password_policy):
        fill(client)
    print(f"account {ACCOUNT} is filled")


if __name__ == "__main__":
    main()
