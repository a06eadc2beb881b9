"""Somebody with too many rights: deletes the GuardDuty detector of eu-west-1 and stops the trail.

Prints the name of the trail, so that the demo can watch it come back.
"""

from account import HOME, clients

REGION = "eu-west-1"


def main():
    client = clients()
    guardduty = client("guardduty", REGION)
    detectors = guardduty.list_detectors()["DetectorIds"]
    if not detectors:
        exit(f"there is no GuardDuty detector in {REGION} to delete: has the operator made one yet?")
    for detector in detectors:
        guardduty.delete_detector(DetectorId=detector)

    cloudtrail = client("cloudtrail")
    trails = cloudtrail.describe_trails(includeShadowTrails=False)["trailList"]
    logging = [trail for trail in trails if cloudtrail.get_trail_status(Name=trail["TrailARN"])["IsLogging"]]
    # The trail that covers all Regions is the one whose silence matters.
    logging.sort(key=lambda trail: not trail["IsMultiRegionTrail"])
    if not logging:
        exit(f"no trail of {HOME} is logging, so none can be stopped.")
    cloudtrail.stop_logging(Name=logging[0]["TrailARN"])
    print(logging[0]["Name"])


if __name__ == "__main__":
    main()
