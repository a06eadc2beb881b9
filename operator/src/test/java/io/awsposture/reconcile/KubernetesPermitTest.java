package io.awsposture.reconcile;

import static io.awsposture.samples.SampleBaseline.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.apply.Closed;
import io.awsposture.plan.Approval;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.Baseline;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import io.awsposture.samples.SteppingClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the API server right before a write. */
class KubernetesPermitTest {
  private static final String ACCOUNT =
      """
      {"apiVersion": "awsposture.io/v1alpha1", "kind": "AwsAccount",
       "metadata": {"name": "payments-prod", "namespace": "security", "uid": "u-1", "generation": 3},
       "spec": {"accountId": "111122223333", "baselineRef": {"name": "foundation"}}}
      """;
  private static final String BASELINE =
      """
      {"apiVersion": "awsposture.io/v1alpha1", "kind": "SecurityBaseline",
       "metadata": {"name": "foundation", "namespace": "security"}, "spec": {"mode": "%s"}}
      """;

  private static final String SUPPRESSIONS =
      """
      {"items": [{"apiVersion": "awsposture.io/v1alpha1", "kind": "Suppression",
       "metadata": {"name": "known-door", "namespace": "security"},
       "spec": {"controls": ["Door.1"], "accountIds": ["111122223333"], "reason": "it is a museum",
                "grantedAt": "2026-01-01T00:00:00Z", "expiresAt": "%s"}}]}
      """;

  private static final String APPROVAL =
      """
      {"apiVersion": "awsposture.io/v1alpha1", "kind": "PlanApproval",
       "metadata": {"name": "pr-17", "namespace": "security", "uid": "%s",
                    "creationTimestamp": "2026-11-22T09:00:00Z"},
       "spec": {"plans": [{"accountId": "111122223333", "changes": ["%s"]}],
                "reason": "reviewed", "expiresAt": "%s"}}
      """;

  private final Map<String, String> objects = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final HttpServer server = server();
  private final KubernetesClient kubernetes =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.empty())
                  .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  KubernetesPermitTest() {
    objects.put("awsaccounts/payments-prod", ACCOUNT);
    objects.put("securitybaselines/foundation", BASELINE.formatted("Enforce"));
  }

  @AfterEach
  void closes() {
    kubernetes.close();
    server.stop(0);
  }

  @Test
  void whatStandsAsItWasScannedMayBeWritten() {
    assertThat(permit(Optional.empty()).closed()).isEmpty();
    assertThat(asked).containsExactly("awsaccounts/payments-prod", "securitybaselines/foundation");
  }

  @Test
  void aBaselineThatNoCacheHasSeenYetClosesIt() {
    objects.put("securitybaselines/foundation", BASELINE.formatted("Observe"));

    assertThat(permit(Optional.empty()).closed()).map(Closed::reason).contains("BaselineChanged");

    objects.remove("securitybaselines/foundation");
    assertThat(permit(Optional.empty()).closed()).map(Closed::reason).contains("BaselineChanged");
  }

  @Test
  void anObjectThatIsAnotherByNowClosesIt() {
    for (String other :
        List.of(
            ACCOUNT.replace("u-1", "u-2"),
            ACCOUNT.replace("\"generation\": 3", "\"generation\": 4"),
            ACCOUNT.replace("\"baselineRef\"", "\"suspend\": true, \"baselineRef\""))) {
      objects.put("awsaccounts/payments-prod", other);

      assertThat(permit(Optional.empty()).closed())
          .as(other)
          .map(Closed::reason)
          .contains("ObjectChanged");
    }
  }

  @Test
  void anApiServerThatDoesNotTellClosesItForAMoment() {
    objects.put("securitybaselines/foundation", "");

    Optional<Closed> closed = permit(Optional.empty()).closed();

    assertThat(closed).map(Closed::reason).contains("ObjectUnreadable");
    assertThat(closed.flatMap(Closed::until)).contains(NOW.plusSeconds(120));
  }

  @Test
  void whereTheOperatorMayNotWriteNothingElseIsAsked() {
    Closed off = new Closed("WritesSwitchedOff", "off");

    assertThat(permit(Optional.of(off)).closed()).contains(off);
    assertThat(asked).isEmpty();
  }

  @Test
  void aSuppressionThatCameSinceWithholdsWhatItCovers() {
    Planned planned = planned();
    KubernetesPermit permit = permit(Optional.empty());
    objects.put("security/suppressions", "{\"items\": []}");
    assertThat(permit.withheld(planned)).isEmpty();

    objects.put("security/suppressions", SUPPRESSIONS.formatted(NOW.plusSeconds(60)));
    assertThat(permit.withheld(planned))
        .contains("Suppression known-door accepts its finding by now");

    objects.put("security/suppressions", SUPPRESSIONS.formatted(NOW));
    assertThat(permit.withheld(planned)).as("over").isEmpty();
  }

  @Test
  void suppressionsThatCannotBeReadWithholdEverything() {
    objects.put("security/suppressions", "");

    assertThat(permit(Optional.empty()).withheld(planned()))
        .get()
        .asString()
        .startsWith("whether a Suppression accepts its finding could not be read (HTTP ");
  }

  @Test
  void anApprovalIsLookedAtAgain() {
    Planned planned = planned();
    Approval approval =
        new Approval("pr-17", "u-17", NOW, NOW.plusSeconds(60), Set.of(planned.id()), Set.of());
    Planned approved = approved(planned, approval);
    KubernetesPermit permit = permit(Optional.empty());
    objects.put("security/suppressions", "{\"items\": []}");
    String stands = APPROVAL.formatted("u-17", planned.id(), NOW.plusSeconds(60));

    objects.put("planapprovals/pr-17", stands);
    assertThat(permit.withheld(approved)).isEmpty();

    objects.remove("planapprovals/pr-17");
    assertThat(permit.withheld(approved)).contains("PlanApproval pr-17, which covered it, is gone");
    objects.put("planapprovals/pr-17", stands.replace("u-17", "u-18"));
    assertThat(permit.withheld(approved)).as("another of its name").isPresent();
    objects.put(
        "planapprovals/pr-17",
        stands.replace("\"uid\"", "\"deletionTimestamp\": \"2026-11-22T10:00:00Z\", \"uid\""));
    assertThat(permit.withheld(approved)).as("being deleted").isPresent();
    objects.put("planapprovals/pr-17", APPROVAL.formatted("u-17", planned.id(), NOW));
    assertThat(permit.withheld(approved))
        .contains("PlanApproval pr-17, which covered it, has lapsed");
    objects.put(
        "planapprovals/pr-17", APPROVAL.formatted("u-17", "c-000000000000", NOW.plusSeconds(60)));
    assertThat(permit.withheld(approved)).as("names it no more").isPresent();
    objects.put("planapprovals/pr-17", "");
    assertThat(permit.withheld(approved))
        .contains("PlanApproval pr-17, which covers it, could not be read (HTTP 500)");
    assertThat(permit.withheld(planned)).as("what takes no approval").isEmpty();
  }

  private static Planned approved(Planned planned, Approval approval) {
    return new Planned(
        planned.id(),
        planned.finding(),
        planned.observed(),
        planned.severity(),
        planned.region(),
        planned.change(),
        planned.since(),
        Optional.of(approval),
        Optional.empty());
  }

  private KubernetesPermit permit(Optional<Closed> operator) {
    Predicate<Baseline.Lookup> outdated =
        live ->
            live.find("security", "foundation")
                .filter(found -> found.spec().mode() == Mode.ENFORCE)
                .isEmpty();
    return new KubernetesPermit(
        kubernetes,
        scanned(),
        new SteppingClock(NOW),
        () -> operator,
        Optional.of(SampleBaseline.of()),
        outdated);
  }

  private static Planned planned() {
    return SamplePlans.plan(
            SamplePlans.failing(
                SamplePlans.enforced(new DoorShut()),
                SamplePlans.change("door:Shut", Risk.ADDITIVE)))
        .changes()
        .getFirst();
  }

  private static AwsAccount scanned() {
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder()
            .withName("payments-prod")
            .withNamespace("security")
            .withUid("u-1")
            .withGeneration(3L)
            .build());
    account.setSpec(SampleSpec.of("111122223333"));
    return account;
  }

  /** Answers with the objects there are; with an error where one has no text. */
  private HttpServer server() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext(
          "/",
          exchange -> {
            String[] path = exchange.getRequestURI().getPath().split("/");
            String key = path[path.length - 2] + "/" + path[path.length - 1];
            asked.add(key);
            String found = objects.get(key);
            byte[] body = (found == null ? "{}" : found).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(found == null ? 404 : found.isEmpty() ? 500 : 200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      made.start();
      return made;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
