package io.awsposture.services.guardduty;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.GetDetectorResponse;
import software.amazon.awssdk.services.guardduty.model.ListDetectorsResponse;

/** What GuardDuty is asked in each Region. */
public final class GuardDutyReadings {
  static final Service<GuardDutyClient> GUARDDUTY =
      Service.regional("guardduty", GuardDutyClient::builder, GuardDutyClient.serviceMetadata())
          // Two writes at once: a detector is created and then enabled.
          .limits(new Rate(5, 10), new Rate(0.5, 2));

  /** The times of a creation may differ by so much, and nobody uses a detector this fast. */
  private static final Duration CREATION = Duration.ofSeconds(10);

  /** The Region's detector; empty where GuardDuty was never enabled. */
  public static final Reading<Optional<Detector>> DETECTOR =
      Reading.perRegion(
              "GuardDuty detector",
              "guardduty:ListDetectors",
              "guardduty:GetDetector",
              "guardduty:GetAdministratorAccount")
          .by(GuardDutyReadings::detector);

  private GuardDutyReadings() {}

  private static Optional<Detector> detector(Reader aws) {
    List<String> ids =
        aws.use(GUARDDUTY).listDetectorsPaginator(r -> r.maxResults(50)).stream()
            .flatMap(page -> ids(page).stream())
            .toList();
    if (ids.size() > 1) {
      throw broken(ids.size() + " detectors in one Region, where AWS allows one");
    }
    return ids.stream().findFirst().map(id -> detector(aws, id));
  }

  /** No list is not an empty one: a detector would be made beside the one that is there. */
  private static List<String> ids(ListDetectorsResponse page) {
    if (!page.hasDetectorIds()) {
      throw broken("ListDetectors without detectorIds");
    }
    return page.detectorIds();
  }

  private static Detector detector(Reader aws, String id) {
    GetDetectorResponse seen = aws.use(GUARDDUTY).getDetector(r -> r.detectorId(id));
    return new Detector(
        id,
        "arn:%s:guardduty:%s:%s:detector/%s"
            .formatted(aws.partition(), aws.region(), aws.account(), id),
        isEnabled(seen.statusAsString()),
        isUntouched(seen),
        Optional.ofNullable(seen.findingPublishingFrequencyAsString()),
        enabled(seen.features()),
        seen.features().stream()
            .map(DetectorFeatureConfigurationResult::nameAsString)
            .collect(Collectors.toUnmodifiableSet()),
        seen.tags(),
        aws.attempt(() -> administrator(aws, id)));
  }

  private static Set<String> enabled(List<DetectorFeatureConfigurationResult> features) {
    return features.stream()
        .filter(feature -> feature.statusAsString().equals("ENABLED"))
        .map(DetectorFeatureConfigurationResult::nameAsString)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the last update was the creation. Where AWS does not say so, it was used: then its
   * features are somebody's choice.
   */
  private static boolean isUntouched(GetDetectorResponse seen) {
    return seen.createdAt() != null
        && seen.updatedAt() != null
        && Instant.parse(seen.updatedAt()).isBefore(Instant.parse(seen.createdAt()).plus(CREATION));
  }

  private static boolean isEnabled(String status) {
    return switch (status) {
      case "ENABLED" -> true;
      case "DISABLED" -> false;
      default -> throw broken("a detector with the status " + status);
    };
  }

  /** AWS answers nothing to an account that stands alone and to the administrator itself. */
  private static Optional<Administrator> administrator(Reader aws, String id) {
    return Optional.ofNullable(
            aws.use(GUARDDUTY).getAdministratorAccount(r -> r.detectorId(id)).administrator())
        .filter(found -> found.accountId() != null)
        .map(found ->
            new Administrator(
                found.accountId(),
                Objects.requireNonNull(found.relationshipStatus(), "relationshipStatus")));
  }

  private static CauseException broken(String what) {
    return new CauseException(new Cause.Broken(what));
  }
}
