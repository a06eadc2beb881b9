package io.awsposture.services.cloudtrail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListTagsRequest;
import software.amazon.awssdk.services.cloudtrail.model.ListTagsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.ListTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailInfo;

/** CloudTrail with trails that a test makes up; it is the same in every Region. */
final class MadeUpTrails implements CloudTrailClient {
  final List<String> asked = new CopyOnWriteArrayList<>();
  Consumer<GetTrailStatusResponse.Builder> status = answer -> answer.isLogging(true);
  Consumer<GetEventSelectorsResponse.Builder> selectors = _ -> {};
  boolean selectorsAreRefused;
  @Nullable DescribeTrailsResponse described;
  @Nullable ListTrailsResponse listed;
  private final List<Trail> atHome = new ArrayList<>();
  private final List<Trail> elsewhere = new ArrayList<>();

  /** A trail of all Regions that lacks nothing but what the test takes away. */
  void has(String name, Consumer<Trail.Builder> but) {
    Trail.Builder trail = trail(Trails.own(name));
    but.accept(trail);
    atHome.add(trail.build());
  }

  /** A trail of eu-west-1 alone. */
  void elsewhere(String name) {
    elsewhere.add(
        trail(Trails.at("eu-west-1", Trails.own(name))).isMultiRegionTrail(false).build());
  }

  private static Trail.Builder trail(io.awsposture.services.cloudtrail.Trail like) {
    return Trail.builder()
        .trailARN(like.arn())
        .name(like.name())
        .homeRegion(like.homeRegion())
        .isMultiRegionTrail(true)
        .s3BucketName("org-trail")
        .kmsKeyId(Trails.KEY)
        .logFileValidationEnabled(true)
        .hasCustomEventSelectors(false);
  }

  @Override
  public DescribeTrailsResponse describeTrails(DescribeTrailsRequest request) {
    boolean home = request.includeShadowTrails();
    asked.add(home ? "DescribeTrails" : "DescribeTrails of a Region");
    return described != null
        ? described
        : DescribeTrailsResponse.builder().trailList(home ? atHome : elsewhere).build();
  }

  @Override
  public ListTrailsResponse listTrails(ListTrailsRequest request) {
    asked.add("ListTrails");
    List<Trail> all = new ArrayList<>(atHome);
    all.addAll(elsewhere);
    return listed != null
        ? listed
        : ListTrailsResponse.builder()
            .trails(
                all.stream()
                    .map(trail ->
                        TrailInfo.builder()
                            .trailARN(trail.trailARN())
                            .homeRegion(trail.homeRegion())
                            .build())
                    .toList())
            .build();
  }

  @Override
  public GetTrailStatusResponse getTrailStatus(GetTrailStatusRequest request) {
    asked.add("GetTrailStatus");
    return GetTrailStatusResponse.builder().applyMutation(status).build();
  }

  @Override
  public GetEventSelectorsResponse getEventSelectors(GetEventSelectorsRequest request) {
    asked.add("GetEventSelectors");
    if (selectorsAreRefused) {
      throw CloudTrailException.builder()
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("AccessDeniedException")
                  .errorMessage("not yours")
                  .build())
          .statusCode(400)
          .build();
    }
    return GetEventSelectorsResponse.builder().applyMutation(selectors).build();
  }

  /** The operator of the tests' scene made each. */
  @Override
  public ListTagsResponse listTags(ListTagsRequest request) {
    asked.add("ListTags");
    return ListTagsResponse.builder()
        .resourceTagList(tags ->
            tags.resourceId(request.resourceIdList().getFirst())
                .tagsList(tag -> tag.key("awsposture-operator").value("op")))
        .build();
  }

  @Override
  public String serviceName() {
    return "cloudtrail";
  }

  @Override
  public void close() {}
}
