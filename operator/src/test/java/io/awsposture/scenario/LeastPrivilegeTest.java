package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.Scan;
import io.awsposture.aws.ManagementAccount;
import io.awsposture.aws.WriteRole;
import io.awsposture.cli.iam.IamPolicy;
import io.awsposture.cli.iam.Permissions;
import io.awsposture.cli.iam.PolicyFile;
import io.awsposture.emulator.CallPattern;
import io.awsposture.emulator.Rule;
import io.awsposture.plan.Made;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/**
 * The printed policies are enough, and every action of them is needed: where it is missing, the
 * scan names it.
 */
class LeastPrivilegeTest {
  private static final String DUBLIN = "eu-west-1";

  /**
   * Their answers only refine a verdict or a plan: a scan does without them, says less, and takes
   * the graver risk.
   */
  private static final Set<String> DONE_WITHOUT =
      Set.of(
          "cloudtrail:ListTags",
          "ec2:DescribeImageAttribute",
          "ec2:DescribeImages",
          "ec2:DescribeSnapshotAttribute",
          "ec2:DescribeSnapshots",
          "ec2:GetEbsDefaultKmsKeyId",
          "kms:ListAliases",
          "s3:GetBucketLocation",
          "s3:GetBucketPolicy",
          "s3:GetBucketPolicyStatus");

  /** As statuses and plans say it, or in a record on the way there. */
  private static final Pattern NAMED =
      Pattern.compile("(?:Denied\\[action=|denied: allow )([a-z0-9-]+:[A-Za-z]+)");

  @Scenario("least-privilege-read")
  void theReadPolicyIsEnoughAndEachOfItsActionsIsNeeded(ScenarioWorld world)
      throws JsonProcessingException {
    Set<String> printed = actions(IamPolicy.reading(permissions(world).reads()));
    Set<String> allowed = ConcurrentHashMap.newKeySet();
    allowed.addAll(printed);
    Rule enforced = world.aws().allowOnly(allowed::contains, _ -> false);
    AccountInNeed.of(world);
    world.aws().remember(Duration.ZERO);

    String whole = told(scan(world));
    assertThat(deniedIn(whole)).as("named with the printed policy").isEmpty();
    assertThat(told(scan(world))).as("another scan of the same").isEqualTo(whole);
    assertThat(enforced.hits()).as("calls refused under the printed policy").isZero();

    SoftAssertions each = new SoftAssertions();
    for (String action : printed) {
      int before = enforced.hits();
      allowed.remove(action);
      String less = told(scan(world));
      if (DONE_WITHOUT.contains(action)) {
        each.assertThat(less).as("told without %s", action).isNotEqualTo(whole);
      } else {
        each.assertThat(deniedIn(less)).as("named without %s", action).contains(action);
      }
      each.assertThat(enforced.hits()).as("calls of %s", action).isGreaterThan(before);
      allowed.add(action);
    }
    each.assertAll();
  }

  @Scenario("least-privilege-write")
  void whatIsDeniedAndNamedStepByStepIsExactlyTheWritePolicy(ScenarioWorld world)
      throws JsonProcessingException {
    Permissions permissions = permissions(world);
    Set<String> printed = actions(IamPolicy.writing(permissions.writes()));
    freshAccount(world);
    Set<String> allowed = ConcurrentHashMap.newKeySet();
    Set<String> reads = ConcurrentHashMap.newKeySet();
    reads.addAll(permissions.reads());
    Rule enforced = world.aws().allowOnly(reads::contains, allowed::contains);

    for (String asked : List.of(WriteRole.ACTION, ManagementAccount.ACTION)) {
      reads.remove(asked);
      assertThat(world.scanned().closed().orElseThrow().words())
          .as("why nothing is written without %s", asked)
          .contains(asked);
      reads.add(asked);
      world.restartOperator();
    }
    allowWhatIsDenied(world, allowed, printed);
    foreignTrail(world);
    allowWhatIsDenied(world, allowed, printed);

    assertThat(allowed).as("what denials named, until nothing was denied").isEqualTo(printed);
    assertThat(enforced.hits()).isPositive();
    world.scanned();
    world.nothingWasWritten();
  }

  /** A change is refused for want of one action after the other; each is allowed in its turn. */
  private static void allowWhatIsDenied(
      ScenarioWorld world, Set<String> allowed, Set<String> printed) {
    for (int round = 0; round <= printed.size(); round++) {
      world.scanned();
      Set<String> named =
          world.made().stream()
              .filter(made -> made.outcome() == Made.Outcome.DENIED)
              .flatMap(made -> deniedIn(made.message()).stream())
              .collect(Collectors.toCollection(TreeSet::new));
      if (named.isEmpty() && world.closed().isEmpty() && world.plan().due().isEmpty()) {
        return;
      }
      assertThat(printed).containsAll(named);
      allowed.addAll(named);
      world.restartOperator();
      world.timePasses(Duration.ofMinutes(61));
    }
    throw new AssertionError("still denied with " + allowed);
  }

  private static void freshAccount(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.bucket("org-trail");
    world.bucket("org-config-logs");
    world.account().key(HOME, "alias/volumes", world.folder().text("policy-of-volumes.json"));
    world.account().kms(DUBLIN, kms -> kms.createKey(key -> key.description("payments")));
  }

  /** Somebody replaces the trail by one of a single Region that records little. */
  private static void foreignTrail(ScenarioWorld world) {
    world
        .account()
        .cloudTrail(trails -> {
          trails.deleteTrail(old -> old.name("posture"));
          trails.createTrail(trail -> trail.name("activity").s3BucketName("org-trail"));
          return trails.putEventSelectors(put ->
              put.trailName("activity")
                  .eventSelectors(some ->
                      some.readWriteType(ReadWriteType.READ_ONLY).includeManagementEvents(true)));
        });
    world.timePasses(Duration.ofMinutes(61));
  }

  private static Scan.Done scan(ScenarioWorld world) {
    // AWS keeps a credential report for hours; here each scan has to order one.
    Rule none =
        world
            .aws()
            .when(CallPattern.call().operation("GetCredentialReport"))
            .fail(410, "ReportNotPresent", "no report")
            .times(1);
    // Else it would wait for the tokens that earlier scans took, and know the Regions from them.
    world.restartOperator();
    Scan.Done done = world.scanned();
    none.remove();
    return done;
  }

  private static Permissions permissions(ScenarioWorld world) {
    return Permissions.of(effective(world));
  }

  private static EffectiveBaseline effective(ScenarioWorld world) {
    return new Resolver(OperatorUnderTest.CATALOGUE)
        .resolve(
            world.folder().account().getSpec().baselineRef(),
            "security",
            (namespace, name) ->
                java.util.Optional.of(
                    new Baseline(namespace, name, world.folder().baseline().getSpec())))
        .found()
        .orElseThrow();
  }

  /** The actions that a policy allows, of the very text that users get. */
  private static Set<String> actions(IamPolicy policy) throws JsonProcessingException {
    Set<String> actions = new TreeSet<>();
    JsonNode document = new JsonMapper().readTree(PolicyFile.json(policy, text -> text));
    for (JsonNode statement : document.path("Statement")) {
      if (statement.path("Effect").asText().equals("Allow")) {
        statement.path("Action").forEach(action -> actions.add(action.asText()));
      }
    }
    return actions;
  }

  /** All that a scan tells of what it could not read or do. */
  private static String told(Scan.Done done) {
    return done.evaluation().controls().stream()
            .flatMap(result -> result.byRegion().values().stream())
            .map(String::valueOf)
            .collect(Collectors.joining("\n"))
        + PlanText.of(done.plan())
        + done.closed().map(String::valueOf).orElse("")
        + done.made();
  }

  private static Set<String> deniedIn(String told) {
    return NAMED
        .matcher(told)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
