package io.awsposture.admission;

import static io.awsposture.admission.GuardedNamespace.FLUX;
import static io.awsposture.admission.GuardedNamespace.JANE;
import static io.awsposture.admission.GuardedNamespace.account;
import static io.awsposture.admission.GuardedNamespace.apply;
import static io.awsposture.admission.GuardedNamespace.approval;
import static io.awsposture.admission.GuardedNamespace.baseline;
import static io.awsposture.admission.GuardedNamespace.merge;
import static io.awsposture.admission.GuardedNamespace.refused;
import static io.awsposture.admission.GuardedNamespace.report;
import static io.awsposture.admission.GuardedNamespace.suppression;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What decides is written by the GitOps accounts alone: one case per way around it, by people whom
 * RBAC lets write everything.
 */
@ExtendWith({HelmTool.class, KubeApiServer.class})
class ResourcesAdmissionIT {
  private static final List<Class<? extends HasMetadata>> DECLARED =
      List.of(AwsAccount.class, SecurityBaseline.class, Suppression.class, PlanApproval.class);
  private static GuardedNamespace guarded;
  private static KubernetesClient flux;
  private static KubernetesClient jane;
  private static KubernetesClient operator;
  private static int objects;

  /**
   * Something that a user may try.
   *
   * @param attempt takes the user, and the name of one object of each kind
   * @param told what the refusal says; empty where it is no refusal
   */
  private record Way(String what, BiConsumer<KubernetesClient, String> attempt, String told) {
    @Override
    public String toString() {
      return what;
    }
  }

  @BeforeAll
  static void install(RunningApiServer server) {
    guarded = new GuardedNamespace(server);
    flux = guarded.as(FLUX);
    jane = guarded.as(JANE);
    operator = guarded.as(guarded.operator());
    make("guarded");
  }

  @AfterAll
  static void takeAway() {
    guarded.close();
  }

  private static void make(String name) {
    apply(flux, "flux", baseline(name));
    apply(operator, "awsposture", report(name));
    makeAgain(name);
  }

  /** Those of which a case may do a part before it is refused. */
  private static void makeAgain(String name) {
    apply(flux, "flux", account(name));
    apply(flux, "flux", suppression(name));
    apply(flux, "flux", approval(name));
  }

  @ParameterizedTest
  @MethodSource("waysAround")
  void isRefused(Way way) {
    makeAgain("guarded");
    assertThat(refused(jane, it -> way.attempt().accept(it, "guarded")))
        .contains("denied request: jane may not " + way.told());
  }

  @ParameterizedTest
  @MethodSource("whatPeopleMay")
  void isAllowed(Way way) {
    String name = "o-" + ++objects;
    make(name);
    way.attempt().accept(jane, name);
  }

  static Stream<Way> waysAround() {
    return Stream.of(
        // Of what is there.
        spec(
            "hold it against another baseline",
            AwsAccount.class,
            "baselineRef",
            "{\"name\":\"lax\"}"),
        spec("only observe", AwsAccount.class, "modeLimit", "\"Observe\""),
        spec(
            "exclude a Region",
            AwsAccount.class,
            "regions",
            "{\"exclude\":[{\"name\":\"eu-west-1\",\"reason\":\"nobody looks there\"}]}"),
        spec("allow writes", AwsAccount.class, "writesToProtectedAccount", "true"),
        spec("another write role", AwsAccount.class, "access", "{\"writeRoleName\":\"admin\"}"),
        spec("look less often", AwsAccount.class, "interval", "\"24h\""),
        new Way(
            "suspend, and change something else along with it",
            (user, name) ->
                merge(
                    user,
                    AwsAccount.class,
                    name,
                    "{\"spec\":{\"suspend\":true,\"modeLimit\":\"Observe\"}}"),
            "change spec.modeLimit of awsaccounts"),
        new Way(
            "go on after a suspension",
            (user, name) -> {
              merge(user, AwsAccount.class, name, "{\"spec\":{\"suspend\":true}}");
              merge(user, AwsAccount.class, name, "{\"spec\":{\"suspend\":false}}");
            },
            "change spec.suspend of awsaccounts"),
        new Way(
            "go on by leaving suspend out",
            (user, name) -> {
              merge(user, AwsAccount.class, name, "{\"spec\":{\"suspend\":true}}");
              user.resources(AwsAccount.class)
                  .withName(name)
                  .patch(
                      PatchContext.of(PatchType.JSON),
                      "[{\"op\":\"remove\",\"path\":\"/spec/suspend\"}]");
            },
            "change spec.suspend of awsaccounts"),
        spec("weaken a baseline", SecurityBaseline.class, "mode", "\"Observe\""),
        spec(
            "disable a control",
            SecurityBaseline.class,
            "controls",
            "[{\"id\":\"GuardDuty.1\",\"mode\":\"Disabled\",\"reason\":\"costs too much\",\"reviewBy\":\"2027-06-30\"}]"),
        spec("another reason", Suppression.class, "reason", "\"a reason nobody reviewed\""),
        spec("another owner", Suppression.class, "owner", "\"somebody-else\""),
        new Way(
            "forced server-side apply",
            (user, name) -> apply(user, "flux", account(name).replace("Enforce", "Observe")),
            "change spec.modeLimit of awsaccounts"),
        new Way(
            "replace",
            (user, name) -> {
              AwsAccount found = user.resources(AwsAccount.class).withName(name).require();
              AwsAccount other =
                  user.getKubernetesSerialization()
                      .unmarshal(account(name).replace("Enforce", "Propose"), AwsAccount.class);
              found.setSpec(other.getSpec());
              user.resource(found).update();
            },
            "change spec."),
        // By metadata.
        metadata("relabel", "labels", "{\"owner\":\"nobody\"}", "change labels of "),
        metadata("take a label away", "labels", "{\"owner\":null}", "change labels of "),
        metadata(
            "thaw",
            "annotations",
            "{\"awsposture.io/thaw-requested-at\":\"2026-11-22T10:00:00Z\"}",
            "change annotations of "),
        metadata(
            "keep Flux away",
            "annotations",
            "{\"kustomize.toolkit.fluxcd.io/reconcile\":\"disabled\"}",
            "change annotations of "),
        metadata("keep it alive", "finalizers", "[\"example.com/keep\"]", "change finalizers or "),
        metadata(
            "have it collected",
            "ownerReferences",
            "[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"none\",\"uid\":\"none\"}]",
            "change finalizers or ownerReferences of "),
        // By making it anew.
        new Way(
            "delete an account",
            (user, name) -> delete(user, AwsAccount.class, name),
            "delete awsaccounts"),
        new Way(
            "delete a baseline",
            (user, name) -> delete(user, SecurityBaseline.class, name),
            "delete securitybaselines"),
        new Way(
            "delete all accounts",
            (user, _) -> deleteAll(user, "awsaccounts"),
            "delete awsaccounts"),
        new Way(
            "make an account",
            (user, name) -> user.resource(account(name + "-2")).create(),
            "create awsaccounts"),
        new Way(
            "make a baseline",
            (user, name) -> user.resource(baseline(name + "-2")).create(),
            "create securitybaselines"),
        new Way(
            "accept a risk",
            (user, name) -> user.resource(suppression(name + "-2")).create(),
            "create suppressions"),
        new Way(
            "accept a risk by server-side apply",
            (user, name) -> apply(user, "flux", suppression(name + "-2")),
            "create suppressions"),
        new Way(
            "revoke a Suppression and make it wider",
            (user, name) -> {
              delete(user, Suppression.class, name);
              user.resource(suppression(name).replace("2027-02", "2027-10")).create();
            },
            "create suppressions"),
        new Way(
            "approve changes",
            (user, name) -> user.resource(approval(name + "-2")).create(),
            "create planapprovals"),
        new Way(
            "make it under a name to come",
            (user, _) ->
                user.resource(approval("x").replace("name: x", "generateName: x-")).create(),
            "create planapprovals"),
        // By what the operator remembers.
        status("forge the history of an account", AwsAccount.class, "{\"changes\":[]}"),
        status("let what is approved be made again", PlanApproval.class, "{\"appliedChanges\":[]}"),
        status("bind a Suppression to something else", Suppression.class, "{\"bound\":[\"a=b\"]}"),
        status("make a baseline look ready", SecurityBaseline.class, "{\"observedGeneration\":1}"),
        new Way(
            "forge a status by server-side apply",
            (user, name) -> {
              AwsAccount forged =
                  user.getKubernetesSerialization()
                      .unmarshal(
                          account(name) + "status: {observedGeneration: 1}\n", AwsAccount.class);
              user.resource(forged)
                  .subresource("status")
                  .patch(
                      new PatchContext.Builder()
                          .withPatchType(PatchType.SERVER_SIDE_APPLY)
                          .withFieldManager("awsposture")
                          .withForce(true)
                          .build());
            },
            "write the status of awsaccounts"),
        new Way(
            "forge a report",
            (user, name) -> user.resource(report(name + "-2")).create(),
            "write accountreports"),
        new Way(
            "edit a report",
            (user, name) ->
                merge(user, AccountReport.class, name, "{\"spec\":{\"totalFindings\":7}}"),
            "write accountreports"),
        new Way(
            "delete a report",
            (user, name) -> delete(user, AccountReport.class, name),
            "write accountreports"),
        new Way(
            "delete all reports",
            (user, _) -> deleteAll(user, "accountreports"),
            "write accountreports"));
  }

  static Stream<Way> whatPeopleMay() {
    return Stream.of(
        spec("suspend", AwsAccount.class, "suspend", "true"),
        new Way(
            "suspend by server-side apply",
            (user, name) ->
                apply(
                    user,
                    "jane",
                    "{\"apiVersion\":\"awsposture.io/v1alpha1\",\"kind\":\"AwsAccount\","
                        + "\"metadata\":{\"name\":\""
                        + name
                        + "\"},\"spec\":{\"suspend\":true}}"),
            ""),
        metadata(
            "ask for a scan",
            "annotations",
            "{\"awsposture.io/scan-requested-at\":\"2026-11-22T10:00:00Z\"}",
            ""),
        metadata(
            "leave kubectl its memory",
            "annotations",
            "{\"kubectl.kubernetes.io/last-applied-configuration\":\"{}\"}",
            ""),
        spec("take a control out of a Suppression", Suppression.class, "controls", "[\"KMS.4\"]"),
        spec("and an account", Suppression.class, "accountIds", "[\"111122223333\"]"),
        spec("narrow it to Regions", Suppression.class, "regions", "[\"us-east-1\"]"),
        spec("bind it", Suppression.class, "bindTo", "\"ObservedConfiguration\""),
        spec("end it sooner", Suppression.class, "expiresAt", "\"2026-12-24T00:00:00Z\""),
        new Way("revoke a Suppression", (user, name) -> delete(user, Suppression.class, name), ""),
        new Way("revoke an approval", (user, name) -> delete(user, PlanApproval.class, name), ""),
        new Way("revoke all approvals", (user, _) -> deleteAll(user, "planapprovals"), ""),
        new Way(
            "apply what is there already",
            (user, name) ->
                merge(user, AwsAccount.class, name, "{\"spec\":{\"modeLimit\":\"Enforce\"}}"),
            ""));
  }

  private static <T extends HasMetadata> Way spec(
      String what, Class<T> kind, String field, String value) {
    return new Way(
        what,
        (user, name) -> merge(user, kind, name, "{\"spec\":{\"" + field + "\":" + value + "}}"),
        "change spec." + field + " of " + HasMetadata.getPlural(kind) + ". Only " + FLUX + " may");
  }

  private static Way metadata(String what, String field, String value, String told) {
    return new Way(
        what,
        (user, name) ->
            merge(user, AwsAccount.class, name, "{\"metadata\":{\"" + field + "\":" + value + "}}"),
        told);
  }

  private static <T extends HasMetadata> Way status(String what, Class<T> kind, String status) {
    return new Way(
        what,
        (user, name) ->
            user.resources(kind)
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":" + status + "}"),
        "write the status of " + HasMetadata.getPlural(kind));
  }

  private static <T extends HasMetadata> void delete(
      KubernetesClient user, Class<T> kind, String name) {
    user.resources(kind).withName(name).delete();
  }

  private static void deleteAll(KubernetesClient user, String plural) {
    user.raw(
        "/apis/awsposture.io/v1alpha1/namespaces/" + guarded.name() + "/" + plural, "DELETE", null);
  }
}
