package io.awsposture.services.cloudtrail;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.control.Scene;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.cloudtrail.TrailState.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;

/** What CloudTrail is asked, once per account. */
public final class CloudTrailReadings {
  static final Service<CloudTrailClient> CLOUDTRAIL =
      Service.regional("cloudtrail", CloudTrailClient::builder, CloudTrailClient.serviceMetadata())
          .limits(new Rate(2.5, 5), new Rate(0.25, 1));

  /**
   * What the home Region shows: its own trails, and the shadows that each multi-Region trail and
   * each organization trail has there.
   */
  private static final Reading<Map<String, Observed<Trail>>> SHOWN_AT_HOME =
      Reading.perAccount("trails shown in the home Region", "cloudtrail:DescribeTrails")
          .by(aws -> described(aws, true));

  /** All trails, those of single Regions included. */
  public static final Reading<Inventory<Trail>> TRAILS =
      Reading.perAccount(
              "trails", "cloudtrail:ListTrails", "cloudtrail:DescribeTrails", "cloudtrail:ListTags")
          .from(SHOWN_AT_HOME, CloudTrailReadings::trails);

  private static final Reading<Inventory<TrailState>> STATES =
      Reading.perAccount(
              "states of trails",
              "cloudtrail:GetTrailStatus",
              "cloudtrail:GetEventSelectors",
              "cloudtrail:ListTags")
          .each(SHOWN_AT_HOME, CloudTrailReadings::state);

  /** What the trails record; and where that does not suffice, whether there are further ones. */
  public static final Reading<AccountTrails> RECORDING =
      Reading.perAccount("recording of trails")
          .from(
              STATES,
              states -> states.known().noneMatch(state -> state.recordsEverything().isKnown(true)),
              TRAILS.tolerated(),
              (states, all) ->
                  new AccountTrails(
                      states, all.map(trails -> othersMayExist(states, trails)).orElse(false)));

  private CloudTrailReadings() {}

  private static boolean othersMayExist(
      Inventory<TrailState> shown, Observed<Inventory<Trail>> all) {
    return all.ifKnown()
        .map(trails -> !shown.byArn().keySet().containsAll(trails.byArn().keySet()))
        .orElse(true);
  }

  private static Map<String, Observed<Trail>> described(Reader aws, boolean withShadows) {
    Map<String, Observed<Trail>> byArn = new LinkedHashMap<>();
    aws.use(CLOUDTRAIL)
        .describeTrails(request -> request.includeShadowTrails(withShadows))
        .trailList()
        .forEach(seen ->
            byArn.put(requireNonNull(seen.trailARN(), "TrailARN"), aws.attempt(() -> trail(seen))));
    return byArn;
  }

  private static Trail trail(software.amazon.awssdk.services.cloudtrail.model.Trail seen) {
    return new Trail(
        seen.trailARN(),
        requireNonNull(seen.name(), "Name"),
        requireNonNull(seen.homeRegion(), "HomeRegion"),
        requireNonNull(seen.isMultiRegionTrail(), "IsMultiRegionTrail"),
        requireNonNull(seen.s3BucketName(), "S3BucketName"),
        text(seen.s3KeyPrefix()),
        text(seen.kmsKeyId()),
        isOn(seen.logFileValidationEnabled()),
        seen.hasCustomEventSelectors() == null || seen.hasCustomEventSelectors(),
        false);
  }

  /** AWS leaves out an absent prefix or key, or answers an empty text. */
  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  /** AWS Security Hub, "CloudTrail.4": validation that is not mentioned is off. */
  private static boolean isOn(@Nullable Boolean setting) {
    return setting != null && setting;
  }

  private static Inventory<Trail> trails(Reader aws, Map<String, Observed<Trail>> shown) {
    Map<String, Observed<Trail>> all = new LinkedHashMap<>(shown);
    aws.use(CLOUDTRAIL).listTrailsPaginator(_ -> {}).trails().stream()
        .filter(listed -> !shown.containsKey(requireNonNull(listed.trailARN(), "TrailARN")))
        .collect(groupingBy(listed -> requireNonNull(listed.homeRegion(), "HomeRegion")))
        .forEach((region, listed) -> {
          switch (aws.attempt(() -> described(aws.in(region), false))) {
            case Observed.Known<Map<String, Observed<Trail>>>(Map<String, Observed<Trail>> found) ->
                all.putAll(found);
            case Observed.Unknown<Map<String, Observed<Trail>>>(Cause cause) ->
                listed.forEach(trail -> all.put(trail.trailARN(), Observed.unknown(cause)));
          }
        });
    all.replaceAll((_, trail) -> trail.map(known -> tagged(aws, known, isFoundWanting(known))));
    return new Inventory<>(all);
  }

  private static boolean isFoundWanting(Trail trail) {
    return trail.kmsKey().isEmpty() || !trail.validated();
  }

  private static Trail tagged(Reader aws, Trail trail, boolean needed) {
    return needed && trail.isOwnedBy(aws.account())
        ? trail.tagged(aws.attempt(() -> isOurs(aws, trail)).ifKnown().orElse(false))
        : trail;
  }

  private static boolean isOurs(Reader aws, Trail trail) {
    return aws
        .in(trail.homeRegion())
        .use(CLOUDTRAIL)
        .listTagsPaginator(request -> request.resourceIdList(trail.arn()))
        .resourceTagList()
        .stream()
        .flatMap(resource -> resource.tagsList().stream())
        .anyMatch(tag -> tag.key().equals(Scene.OPERATOR_TAG));
  }

  private static TrailState state(Reader aws, Observed<Trail> shown) {
    Trail trail =
        switch (shown) {
          case Observed.Known<Trail>(Trail known) -> known;
          case Observed.Unknown<Trail>(Cause cause) -> throw new CauseException(cause);
        };
    CloudTrailClient home = aws.in(trail.homeRegion()).use(CLOUDTRAIL);
    Observed<Status> status =
        asked(aws, trail, "cloudtrail:GetTrailStatus", () -> status(home, trail));
    Observed<EventSelectors> selectors =
        trail.customSelectors()
            ? asked(aws, trail, "cloudtrail:GetEventSelectors", () -> selectors(home, trail))
            : Observed.known(EventSelectors.DEFAULT);
    boolean wanting =
        !trail.multiRegion() || selectors.map(EventSelectors::selectAllManagement).isKnown(false);
    return new TrailState(tagged(aws, trail, wanting), status, selectors);
  }

  /** To members that AWS lets not ask for a trail of their organization, it is not found. */
  private static <T> Observed<T> asked(Reader aws, Trail trail, String action, Supplier<T> ask) {
    Observed<T> answer = aws.attempt(ask);
    return answer instanceof Observed.Unknown<T>(Cause.Gone _) && !trail.isOwnedBy(aws.account())
        ? Observed.unknown(
            new Cause.Denied(action, "AWS may leave that to account " + trail.owner()))
        : answer;
  }

  private static Status status(CloudTrailClient home, Trail trail) {
    GetTrailStatusResponse seen = home.getTrailStatus(request -> request.name(trail.arn()));
    return new Status(
        requireNonNull(seen.isLogging(), "IsLogging"), text(seen.latestDeliveryError()));
  }

  private static EventSelectors selectors(CloudTrailClient home, Trail trail) {
    return SelectorTranslation.read(
        home.getEventSelectors(request -> request.trailName(trail.arn())));
  }
}
