"""The moto server with a few answers mended that would mislead whoever watches an operator work on it.

usage: server.py PORT    (tools/emulator.sh start PORT runs it with the right Python)
"""

import datetime
import json
import os
import sys

# These must stand before moto is imported.
# A Region name that botocore does not know is an answer to test with, not an internal error.
os.environ.setdefault("MOTO_ALLOW_NONEXISTENT_REGION", "true")
# Over a second for each Region's first EC2 call, for machine images that nobody asks for.
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
# As on AWS: a bucket of another account is not ours to read.
os.environ.setdefault("MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS", "false")

from moto.cloudtrail.models import CloudTrailBackend, Trail  # noqa: E402
from moto.config.models import ConfigRecorderStatus  # noqa: E402
from moto.config.responses import ConfigResponse  # noqa: E402
from moto.core.responses import ActionResult  # noqa: E402
from moto.ec2.responses import EC2Response  # noqa: E402
from moto.guardduty.models import Detector  # noqa: E402
from moto.iam.models import SERVICE_NAME_CONVERSION, AccountSummary  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    create_backend_app,
)
from moto.organizations.exceptions import AWSOrganizationsNotInUseException  # noqa: E402
from moto.organizations.responses import OrganizationsResponse  # noqa: E402
from moto.s3.responses import S3Response  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, run_simple  # noqa: E402

# The Regions that are on in every AWS account; all others of the partition must be opted into.
DEFAULT_REGIONS = frozenset(
    "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1"
    " eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2".split()
)


def partition(region):
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


def describe_regions(self):
    """moto answers the Regions of all partitions at once, and heeds neither AllRegions nor the filter."""
    everything = self._get_param("AllRegions", False)
    wanted = self._filters_from_querystring().get("opt-in-status")
    answer = []
    for region in self.ec2_backend.describe_regions(self._get_param("RegionNames", [])):
        default = partition(region.name) != "aws" or region.name in DEFAULT_REGIONS
        status = "opt-in-not-required" if default else "not-opted-in"
        if partition(region.name) != partition(self.region):
            continue
        if (default or everything) and (not wanted or status in wanted):
            answer.append({"RegionName": region.name, "Endpoint": region.endpoint, "OptInStatus": status})
    return ActionResult({"Regions": answer})


def get_ebs_default_kms_key_id(self):
    """moto can set this key but not say it."""
    return ActionResult({"KmsKeyId": self.ec2_backend.default_kms_key_id or "alias/aws/ebs"})


def started(self):
    """moto's recorder stays PENDING for ever; AWS reports the first delivery after some minutes."""
    start_pending(self)
    self.last_status = "SUCCESS"


def event_selectors(self):
    """A trail that nobody gave selectors logs all management events; moto says it has none."""
    basic, advanced = stored_event_selectors(self)
    if not basic and not advanced:
        basic = [{"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": [], "ExcludeManagementEventSources": []}]
    return basic, advanced


def describe_recorders(self):
    """AWS says the ARN of a recorder, by which its tags are asked for."""
    answer = json.loads(stored_recorders(self))
    for recorder in answer["ConfigurationRecorders"]:
        recorder["arn"] = f"arn:{partition(self.region)}:config:{self.region}:{self.current_account}:configuration-recorder/{recorder['name']}"
    return json.dumps(answer)


def config_tags(self):
    """Recorders have tags on AWS; those of this emulator have none."""
    if ":configuration-recorder/" in self._get_param("ResourceArn"):
        return json.dumps({"Tags": []})
    return stored_config_tags(self)


def describe_delivery_channel_status(self):
    """Every channel delivers: moto does not know this operation."""
    delivered = {"lastStatus": "SUCCESS"}
    channels = self.config_backend.describe_delivery_channels(None)
    return json.dumps(
        {
            "DeliveryChannelsStatus": [
                {"name": channel["name"], "configHistoryDeliveryInfo": delivered, "configStreamDeliveryInfo": delivered}
                for channel in channels
            ]
        }
    )


def account_summary(self):
    """AWS tells of all credentials of the root user; moto of keys and MFA only. This one has a password."""
    return stored_account_summary.fget(self) | {"AccountPasswordPresent": 1, "AccountSigningCertificatesPresent": 0}


def effective_policy(self):
    """moto does not know this operation, which an account without an organization is told so by."""
    raise AWSOrganizationsNotInUseException


def update_detector(self, *arguments, **named):
    """moto does not say when a detector was updated last; a new one is told from a used one by that."""
    stored_update_detector(self, *arguments, **named)
    self.updated_at = datetime.datetime.now()


def bucket_answer(self, bucket_name, querystring):
    """moto does not know whether a bucket's policy opens it to the public: here, where it lets anybody in on no condition."""
    if "policyStatus" not in querystring:
        return stored_bucket_answer(self, bucket_name, querystring)
    _, _, policy = stored_bucket_answer(self, bucket_name, {"policy": [""]})
    statements = json.loads(policy)["Statement"]
    public = any(
        it["Effect"] == "Allow" and it.get("Principal") in ("*", {"AWS": "*"}) and "Condition" not in it for it in statements
    )
    return f"<PolicyStatus><IsPublic>{str(public).lower()}</IsPublic></PolicyStatus>"


# The role that AWS Config has on AWS is spelled so.
SERVICE_NAME_CONVERSION["config"] = "Config"
# moto finds a trail to start or stop by its name only, AWS by its ARN as well.
CloudTrailBackend.start_logging = lambda self, name: self.get_trail(name).start_logging()
CloudTrailBackend.stop_logging = lambda self, name: self.get_trail(name).stop_logging()
stored_event_selectors = Trail.get_event_selectors
Trail.get_event_selectors = event_selectors
start_pending = ConfigRecorderStatus.start
ConfigRecorderStatus.start = started
stored_recorders = ConfigResponse.describe_configuration_recorders
ConfigResponse.describe_configuration_recorders = describe_recorders
stored_config_tags = ConfigResponse.list_tags_for_resource
ConfigResponse.list_tags_for_resource = config_tags
ConfigResponse.describe_delivery_channel_status = describe_delivery_channel_status
stored_account_summary = AccountSummary.summary_map
AccountSummary.summary_map = property(account_summary)
OrganizationsResponse.describe_effective_policy = effective_policy
stored_update_detector = Detector.update
Detector.update = update_detector
stored_bucket_answer = S3Response._bucket_response_get
S3Response._bucket_response_get = bucket_answer
EC2Response.describe_regions = describe_regions
EC2Response.get_ebs_default_kms_key_id = get_ebs_default_kms_key_id


def saying_what_is_missing(app):
    """Where moto has no such operation it fails, which SDKs retry, or answers 404 as a web page without an error code.
    Here both are a 501 with a code, which is not retried."""

    def answer(environ, start_response):
        began = []

        def remember(status, headers, exc_info=None):
            began[:] = [status, headers]

        try:
            body = app(environ, remember)
        except NotImplementedError:
            return missing(environ, start_response)
        status, headers = began
        if status.startswith("404") and dict(headers).get("Content-Type", "").startswith("text/html"):
            return missing(environ, start_response)
        start_response(status, [(name, kind_of(environ, value) if name.lower() == "content-type" else value) for name, value in headers])
        return body

    return answer


def kind_of(environ, kind):
    """moto calls many answers web pages. AWS never does, and the operator takes a page for what stood in its way."""
    if not kind.startswith("text/html"):
        return kind
    return "text/xml" if "form-urlencoded" in environ.get("CONTENT_TYPE", "") else "application/x-amz-json-1.1"


def missing(environ, start_response):
    operation = environ.get("HTTP_X_AMZ_TARGET") or f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    message = f"the emulator does not know this operation: {operation}"
    if "form-urlencoded" in environ.get("CONTENT_TYPE", ""):
        kind = "text/xml"
        text = f"<Response><Errors><Error><Code>NotImplemented</Code><Message>{message}</Message></Error></Errors></Response>"
    else:
        kind = "application/x-amz-json-1.1"
        text = json.dumps({"__type": "NotImplemented", "message": message})
    headers = [("Content-Type", kind), ("Content-Length", str(len(text.encode()))), ("x-amzn-ErrorType", "NotImplemented")]
    start_response("501 Not Implemented", headers)
    return [text.encode()]


class Quiet(WSGIRequestHandler):
    """A line per request tells neither operation nor Region; errors are still logged."""

    def log_request(self, *_):
        pass


if __name__ == "__main__":
    port = int(sys.argv[1])
    os.environ.setdefault("MOTO_PORT", str(port))
    backend = DomainDispatcherApplication(create_backend_app)
    run_simple("127.0.0.1", port, saying_what_is_missing(backend), threaded=True, request_handler=Quiet)
