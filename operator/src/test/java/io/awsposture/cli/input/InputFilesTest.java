package io.awsposture.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading folders. Messages were taken from a real API server where it has some. */
class InputFilesTest {
  private static final String ACCOUNT =
      """
      apiVersion: awsposture.io/v1alpha1
      kind: AwsAccount
      metadata: {name: payments-prod}
      """;
  private static final String BASELINE =
      """
      apiVersion: awsposture.io/v1alpha1
      kind: SecurityBaseline
      metadata: {name: foundation}
      """;
  private static final String GOOD =
      ACCOUNT + "spec: {accountId: \"111122223333\", baselineRef: {name: foundation}}\n";

  private final Path folder;

  InputFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatTheFileLeavesOutIsFilledIn() throws IOException {
    Input input = read(GOOD);
    assertThat(input.errors()).isEmpty();
    Declared<io.awsposture.api.v1alpha1.AwsAccountSpec> account = input.accounts().getFirst();
    assertThat(account.id()).isEqualTo("default/payments-prod");
    assertThat(account.spec().partition()).isEqualTo("aws");
    assertThat(account.spec().interval()).isEqualTo("30m");
    assertThat(account.spec().regions().include()).isEmpty();
  }

  @Test
  void allErrorsOfAllFilesAreListedWithTheirPlaces() throws IOException {
    write(
        "a.yaml",
        """
        # the first document is fine
        apiVersion: v1
        kind: Namespace
        metadata: {name: security}
        ---
        """
            + ACCOUNT
            + """
            spec:
              accountId: 1111-2222-3333
              baselineRef: {name: foundation}
              interval: 2d
            """);
    write(
        "below/b.yml",
        BASELINE
            + """
            spec:
              mode: Impose
              controls:
              - id: GuardDuty.1
              - id: GuardDuty.1
              passwordPolicy: {minimumLength: 2}
              enforce: true
            """);
    write("c.yaml", "a: [1\nb: 2\n");
    Input input = InputFiles.read(folder);
    assertThat(texts(input))
        .containsExactly(
            "a.yaml:10 (document 2): AwsAccount default/payments-prod: spec.accountId: Invalid value:"
                + " accountId is the 12 digits of an AWS account, in quotes and without dashes",
            "a.yaml:12 (document 2): AwsAccount default/payments-prod: spec.interval: Invalid value:"
                + " interval is a time from 1m to 24h, written like 30m, 1h30m or 90s",
            "below/b.yml:5 (document 1): SecurityBaseline default/foundation: spec.mode: Unsupported"
                + " value: \"Impose\": supported values: \"Enforce\", \"Observe\","
                + " \"Propose\"",
            "below/b.yml:8 (document 1): SecurityBaseline default/foundation: spec.controls[1]:"
                + " Duplicate value: {\"id\":\"GuardDuty.1\"}",
            "below/b.yml:9 (document 1): SecurityBaseline default/foundation:"
                + " spec.passwordPolicy.minimumLength: Invalid value: 2:"
                + " spec.passwordPolicy.minimumLength in body should be greater than or equal to 6",
            "below/b.yml:10 (document 1): SecurityBaseline default/foundation: spec.enforce: unknown"
                + " field \"spec.enforce\"",
            "c.yaml:2 (document 1): no valid YAML: expected ',' or ']', but got :");
    assertThat(input.notes())
        .extracting(note -> note.text().replace(folder + "/", ""))
        .containsExactly("a.yaml (document 1): ignored: a Namespace of v1");
  }

  @Test
  void anApiServersWords() throws IOException {
    assertThat(messages(ACCOUNT)).containsExactly("spec: Required value");
    assertThat(messages(ACCOUNT + "spec: hello\n"))
        .containsExactly(
            "spec: Invalid value: \"string\": spec in body must be of type object: \"string\"");
    assertThat(messages(ACCOUNT + "spec: {accountId: null, baselineRef: {name: a}}\n"))
        .containsExactly("spec.accountId: Required value");
    assertThat(
            messages(
                ACCOUNT
                    + "spec: {accountId: \"111122223333\", baselineRef: {name: a}, interval: null,"
                    + " access: null, suspend: yes, regions: {exclude: null}}\n"))
        .isEmpty();
    assertThat(
            messages(
                BASELINE
                    + "spec: {passwordPolicy: {minimumLength: 14.5, reusePrevention: '24'},"
                    + " changeBudget: {perHour: 5.0}, controls: [a, {id: 5}]}\n"))
        .containsExactly(
            "spec.passwordPolicy.minimumLength: Invalid value: \"number\":"
                + " spec.passwordPolicy.minimumLength in body must be of type integer: \"number\"",
            "spec.passwordPolicy.reusePrevention: Invalid value: \"string\":"
                + " spec.passwordPolicy.reusePrevention in body must be of type integer:"
                + " \"string\"",
            "spec.controls[0]: Invalid value: \"string\": spec.controls[0] in body must be of type"
                + " object: \"string\"",
            "spec.controls[1].id: Invalid value: \"integer\": spec.controls[1].id in body must be of"
                + " type string: \"integer\"");
    assertThat(
            messages(
                BASELINE + "spec: {frameworks: [" + "x, ".repeat(32) + "y".repeat(65) + "]}\n"))
        .contains(
            "spec.frameworks: Too many: 33: must have at most 32 items",
            "spec.frameworks[1]: Duplicate value: \"x\"",
            "spec.frameworks[32]: Too long: may not be more than 64 bytes");
  }

  @Test
  void anAccountIdWithoutQuotesIsANumber() throws IOException {
    for (String id : List.of("111122223333", "012345678912", "001122334455")) {
      assertThat(
              messages(
                  ACCOUNT + "spec: {accountId: " + id + ", baselineRef: {name: foundation}}\n"))
          .containsExactly(
              "spec.accountId: Invalid value: \"integer\": spec.accountId in body must be of type"
                  + " string: \"integer\"");
    }
  }

  @Test
  void metadataIsLookedAtToo() throws IOException {
    String spec = "spec: {accountId: \"111122223333\", baselineRef: {name: foundation}}\n";
    String head = "apiVersion: awsposture.io/v1alpha1\nkind: AwsAccount\n";
    assertThat(messages(head + spec))
        .containsExactly("metadata.name: Required value: name or generateName is required");
    assertThat(
            messages(head + "metadata: {name: Payments_Prod, namespace: a.b, label: x}\n" + spec))
        .satisfiesExactly(
            name ->
                assertThat(name)
                    .startsWith("metadata.name: Invalid value: \"Payments_Prod\": a lowercase RFC"),
            namespace ->
                assertThat(namespace)
                    .startsWith("metadata.namespace: Invalid value: \"a.b\": a lowercase RFC"),
            label ->
                assertThat(label).isEqualTo("metadata.label: unknown field \"metadata.label\""));
  }

  @Test
  void otherThingsOfOurGroupAreNotPassedOver() throws IOException {
    assertThat(messages("apiVersion: awsposture.io/v1alpha1\nkind: AwsAcount\n"))
        .containsExactly(
            "kind: no matches for kind \"AwsAcount\" in version \"awsposture.io/v1alpha1\": this"
                + " version knows AwsAccount, SecurityBaseline, Suppression, PlanApproval and"
                + " AccountReport of awsposture.io/v1alpha1");
    assertThat(messages("apiVersion: awsposture.io/v1beta1\nkind: AwsAccount\n"))
        .singleElement()
        .satisfies(message -> assertThat(message).startsWith("apiVersion: no matches for kind"));
  }

  @Test
  void aKeyThatStandsTwiceIsAnError() throws IOException {
    assertThat(
            messages(
                ACCOUNT
                    + "spec:\n  accountId: \"111122223333\"\n  baselineRef: {name: a}\n  accountId: \"444455556666\"\n"))
        .containsExactly("key \"accountId\" stands in line 5 already");
  }

  @Test
  void anObjectOrAnAccountDeclaredTwiceIsAnError() throws IOException {
    write("a.yaml", GOOD);
    write("b.yaml", GOOD);
    write("c.yaml", GOOD.replace("payments-prod", "payments"));
    assertThat(texts(InputFiles.read(folder)))
        .containsExactly(
            "b.yaml:3 (document 1): AwsAccount default/payments-prod: metadata.name: it is also"
                + " declared in "
                + folder.resolve("a.yaml"),
            "c.yaml:4 (document 1): AwsAccount default/payments: spec.accountId: account 111122223333"
                + " is also that of default/payments-prod: the operator serves one AwsAccount of each"
                + " account, whichever came first");
  }

  @Test
  void anchorsMergesAndListsAreFollowed() throws IOException {
    Input input =
        read(
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: awsposture.io/v1alpha1
              kind: AwsAccount
              metadata: {name: one, uid: 0b0f, resourceVersion: "5"}
              spec: &one
                accountId: "111122223333"
                baselineRef: &ref {name: foundation}
              status: {observedGeneration: 3}
            - apiVersion: awsposture.io/v1alpha1
              kind: AwsAccount
              metadata: {name: two}
              spec:
                <<: *one
                accountId: "444455556666"
            - apiVersion: awsposture.io/v1alpha1
              kind: AwsAccount
              metadata: {name: three}
              spec: {accountId: x, baselineRef: *ref}
            """);
    assertThat(input.accounts())
        .extracting(it -> it.spec().accountId())
        .containsExactly("111122223333", "444455556666");
    assertThat(input.accounts())
        .extracting(it -> it.spec().baselineRef().name())
        .containsOnly("foundation");
    assertThat(texts(input))
        .singleElement()
        .satisfies(text ->
            assertThat(text)
                .startsWith("it.yaml:20 (document 1): AwsAccount default/three: spec.accountId: "));
  }

  @Test
  void anAliasWithinItselfIsAnError() throws IOException {
    assertThat(messages(ACCOUNT + "spec: &spec {accountId: *spec}\n"))
        .contains("no valid YAML: an alias within what it stands for");
  }

  @Test
  void foldersWithoutAccountsAndFoldersThatAreNotThere() throws IOException {
    write("baseline.yaml", BASELINE + "spec: {}\n");
    write("notes.txt", "no: [yaml");
    write(".git/hidden.yaml", "no: [yaml");
    write("empty.yaml", "# nothing\n---\n");
    assertThat(InputFiles.read(folder).errors())
        .singleElement()
        .extracting(InputError::text)
        .isEqualTo(folder + ": there is no AwsAccount here to be checked");
    assertThat(InputFiles.read(folder.resolve("nowhere")).errors())
        .singleElement()
        .extracting(InputError::message)
        .isEqualTo("no such file or folder");
  }

  @Test
  void aFileThatIsNoTextIsAnError() throws IOException {
    Files.write(
        folder.resolve("it.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x00, (byte) 0xd8});
    assertThat(InputFiles.read(folder).errors())
        .singleElement()
        .extracting(InputError::message)
        .asString()
        .startsWith("cannot be read as UTF-8 text");
  }

  private Input read(String text) throws IOException {
    write("it.yaml", text);
    return InputFiles.read(folder);
  }

  private List<String> messages(String text) throws IOException {
    return read(text).errors().stream()
        .map(error -> (error.field().isEmpty() ? "" : error.field() + ": ") + error.message())
        .filter(message -> !message.startsWith("there is no AwsAccount here"))
        .toList();
  }

  private List<String> texts(Input input) {
    return input.errors().stream()
        .map(error -> error.text().replaceFirst(folder + "/", ""))
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
