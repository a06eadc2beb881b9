package io.awsposture.services.cloudtrail;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
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
import io.awsposture.services.kms.KeyArn;
import io.awsposture.services.kms.KeyState;
import io.awsposture.services.kms.KmsReadings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.TrailInfo;

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

  /** All trails, those of single Regions included where the account looks at the Region. */
  private static final Reading<Inventory<Trail>> LISTED =
      Reading.perAccount(
              "trails of all Regions", "cloudtrail:ListTrails", "cloudtrail:DescribeTrails")
          .from(SHOWN_AT_HOME, CloudTrailReadings::trails);

  /** The id in the operator's tag by the ARN of a trail; unknown where the tags are. */
  private static final Reading.Family<String, Observed<Optional<String>>> OPERATOR_OF =
      Reading.perAccount("operator of trail", "cloudtrail:ListTags")
          .of((aws, arn) -> aws.attempt(() -> operator(aws, arn)));

  /** The state of a trail's key, by its ARN; unknown where it is another account's to tell. */
  private static final Reading.Family<String, Observed<KeyState>> KEY_OF =
      Reading.perAccount("key of trails", "kms:DescribeKey")
          .of((aws, arn) -> aws.attempt(() -> key(aws, arn)));

  /** All trails, those of single Regions included. */
  public static final Reading<Inventory<Trail>> TRAILS =
      Reading.perAccount("trails")
          .besides(
              LISTED,
              trail -> Optional.of(trail.arn()).filter(_ -> isFoundWanting(trail)),
              OPERATOR_OF,
              (trail, answer) -> trail.tagged(answer.flatMap(CloudTrailReadings::told)));

  /** All trails, with the keys that encrypt the account's own. */
  public static final Reading<Inventory<TrailAndKey>> TRAILS_AND_KEYS =
      Reading.perAccount("trails and their keys")
          .besides(
              TRAILS,
              Trail::kmsKey,
              KEY_OF,
              (trail, key) ->
                  new TrailAndKey(
                      trail, key.flatMap(Observed::ifKnown).flatMap(Observed::ifKnown)));

  private static final Reading<Inventory<TrailState>> STATES =
      Reading.perAccount(
              "states of trails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors")
          .each(SHOWN_AT_HOME, CloudTrailReadings::state);

  private static final Reading<Map<String, Observed<Trail>>> SHOWN_ELSEWHERE =
      Reading.perAccount("trails shown in other Regions only")
          .from(SHOWN_AT_HOME, LISTED, CloudTrailReadings::without);

  private static final Reading<Inventory<TrailState>> STATES_ELSEWHERE =
      Reading.perAccount(
              "states of trails shown in other Regions only",
              "cloudtrail:GetTrailStatus",
              "cloudtrail:GetEventSelectors")
          .each(SHOWN_ELSEWHERE, CloudTrailReadings::state);

  private static final Reading<AccountTrails> ALL_STATES =
      Reading.perAccount("recording of trails in all Regions")
          .from(
              tagged("states of trails and who made them", STATES),
              tagged(
                      "states of trails shown in other Regions only, and who made them",
                      STATES_ELSEWHERE)
                  .tolerated(),
              AccountTrails::new);

  /** What the trails record; and where that does not suffice, all that could be mended. */
  public static final Reading<AccountTrails> RECORDING =
      Reading.perAccount("recording of trails")
          .from(
              STATES,
              states -> states.known().noneMatch(state -> state.recordsEverything().isKnown(true)),
              ALL_STATES,
              (states, all) -> all.orElseGet(() -> new AccountTrails(states)));

  private CloudTrailReadings() {}

  private static Reading<Inventory<TrailState>> tagged(
      String name, Reading<Inventory<TrailState>> states) {
    return Reading.perAccount(name)
        .besides(
            states,
            state -> Optional.of(state.trail().arn()).filter(_ -> state.isFoundWanting()),
            OPERATOR_OF,
            (state, answer) -> state.tagged(answer.flatMap(CloudTrailReadings::told)));
  }

  private static Optional<String> told(Observed<Observed<Optional<String>>> answer) {
    return answer.ifKnown().flatMap(Observed::ifKnown).flatMap(tag -> tag);
  }

  private static Map<String, Observed<Trail>> without(
      Map<String, Observed<Trail>> shown, Inventory<Trail> all) {
    Map<String, Observed<Trail>> others = new LinkedHashMap<>(all.byArn());
    others.keySet().removeAll(shown.keySet());
    return others;
  }

  private static Map<String, Observed<Trail>> described(Reader aws, boolean withShadows) {
    DescribeTrailsResponse answer =
        aws.use(CLOUDTRAIL).describeTrails(request -> request.includeShadowTrails(withShadows));
    // No trails are an empty list: one that is missing says nothing.
    if (!answer.hasTrailList()) {
      throw new CauseException(new Cause.Broken("cloudtrail:DescribeTrails: trailList is missing"));
    }
    Map<String, Observed<Trail>> byArn = new LinkedHashMap<>();
    answer
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
        Optional.empty());
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
    aws.use(CLOUDTRAIL).listTrailsPaginator(_ -> {}).stream()
        .flatMap(page -> listed(page).stream())
        .filter(listed -> !shown.containsKey(requireNonNull(listed.trailARN(), "TrailARN")))
        .collect(groupingBy(listed -> requireNonNull(listed.homeRegion(), "HomeRegion")))
        .forEach((region, listed) -> {
          if (aws.exclusion(region).isPresent()) {
            return;
          }
          switch (aws.attempt(() -> described(aws.in(region), false))) {
            case Observed.Known<Map<String, Observed<Trail>>>(Map<String, Observed<Trail>> found) ->
                all.putAll(found);
            case Observed.Unknown<Map<String, Observed<Trail>>>(Cause cause) ->
                listed.forEach(trail -> all.put(trail.trailARN(), Observed.unknown(cause)));
          }
        });
    return new Inventory<>(all);
  }

  private static List<TrailInfo> listed(ListTrailsResponse page) {
    if (!page.hasTrails()) {
      throw new CauseException(new Cause.Broken("cloudtrail:ListTrails: Trails is missing"));
    }
    return page.trails();
  }

  private static boolean isFoundWanting(Trail trail) {
    return trail.kmsKey().isEmpty() || !trail.validated();
  }

  /** Empty for a trail of another account too, which nobody here may change. */
  private static Optional<String> operator(Reader aws, String arn) {
    String[] parts = arn.split(":", 6);
    return parts[4].equals(aws.account()) && aws.exclusion(parts[3]).isEmpty()
        ? aws
            .in(parts[3])
            .use(CLOUDTRAIL)
            .listTagsPaginator(request -> request.resourceIdList(arn))
            .resourceTagList()
            .stream()
            .flatMap(resource -> resource.tagsList().stream())
            .filter(tag -> tag.key().equals(Scene.OPERATOR_TAG))
            .map(tag -> requireNonNullElse(tag.value(), ""))
            .findFirst()
        : Optional.empty();
  }

  private static KeyState key(Reader aws, String arn) {
    String owner = new KeyArn(arn).account();
    if (!owner.equals(aws.account())) {
      throw new CauseException(new Cause.OwnerOnly("kms:DescribeKey", owner));
    }
    return KmsReadings.state(aws, arn);
  }

  private static TrailState state(Reader aws, Observed<Trail> shown) {
    Trail trail = shown.orThrow();
    // Shadows answer for their trail as well, where its own Region is left out.
    Reader place = aws.exclusion(trail.homeRegion()).isPresent() ? aws : aws.in(trail.homeRegion());
    CloudTrailClient there = place.use(CLOUDTRAIL);
    Observed<Status> status =
        asked(aws, trail, "cloudtrail:GetTrailStatus", () -> status(there, trail));
    Observed<EventSelectors> selectors =
        trail.customSelectors()
            ? asked(aws, trail, "cloudtrail:GetEventSelectors", () -> selectors(there, trail))
            : Observed.known(EventSelectors.DEFAULT);
    return new TrailState(trail, status, selectors);
  }

  /** What AWS refuses the members of an organization, no permission of theirs can allow. */
  private static <T> Observed<T> asked(Reader aws, Trail trail, String action, Supplier<T> ask) {
    Observed<T> answer = aws.attempt(ask);
    return answer instanceof Observed.Unknown<T>(Cause cause)
            && isRefusal(cause)
            && !trail.isOwnedBy(aws.account())
        ? Observed.unknown(new Cause.OwnerOnly(action, trail.owner()))
        : answer;
  }

  private static boolean isRefusal(Cause cause) {
    return cause instanceof Cause.Denied || cause instanceof Cause.Gone;
  }

  private static Status status(CloudTrailClient there, Trail trail) {
    GetTrailStatusResponse seen = there.getTrailStatus(request -> request.name(trail.arn()));
    return new Status(
        requireNonNull(seen.isLogging(), "IsLogging"), text(seen.latestDeliveryError()));
  }

  private static EventSelectors selectors(CloudTrailClient there, Trail trail) {
    return SelectorTranslation.read(
        there.getEventSelectors(request -> request.trailName(trail.arn())));
  }
}
