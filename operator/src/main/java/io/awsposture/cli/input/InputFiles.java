package io.awsposture.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.api.v1alpha1.SuppressionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a folder of YAML files and finds in them the objects of our group. What is wrong is
 * gathered, never thrown, so that one run shows everything there is to mend.
 */
public final class InputFiles {
  private static final String GROUP = "awsposture.io/";
  private static final String VERSION = GROUP + "v1alpha1";
  private static final ObjectMapper SPECS =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final List<Declared<AwsAccountSpec>> accounts = new ArrayList<>();
  private final List<Declared<SecurityBaselineSpec>> baselines = new ArrayList<>();
  private final List<Declared<SuppressionSpec>> suppressions = new ArrayList<>();
  private final List<Declared<PlanApprovalSpec>> approvals = new ArrayList<>();
  private final List<Declared<AccountReportSpec>> reports = new ArrayList<>();
  private final Map<String, Declared<?>> declared = new HashMap<>();
  private final Map<String, Declared<?>> accountIds = new HashMap<>();
  private final List<InputNote> notes = new ArrayList<>();
  private final List<InputError> errors = new ArrayList<>();

  private InputFiles() {}

  /**
   * Reads a file, or every {@code *.yaml} and {@code *.yml} of a folder and its subfolders; hidden
   * folders are passed over.
   */
  public static Input read(Path place) {
    Input input = declared(place);
    return input.accounts().isEmpty() && input.errors().isEmpty()
        ? input.and(
            List.of(
                new InputError(
                    place.toString(), 0, 0, "", "", "there is no AwsAccount here to be checked")))
        : input;
  }

  /** The same, where it is no fault that there is no AwsAccount. */
  public static Input declared(Path place) {
    return declared(List.of(place));
  }

  /** The same, of several files and folders together. */
  public static Input declared(List<Path> places) {
    InputFiles reading = new InputFiles();
    places.forEach(reading::readAll);
    Comparator<Declared<?>> byId = Comparator.comparing(Declared::id);
    return new Input(
        reading.accounts.stream().sorted(byId).toList(),
        reading.baselines.stream().sorted(byId).toList(),
        reading.suppressions.stream().sorted(byId).toList(),
        reading.approvals.stream().sorted(byId).toList(),
        reading.reports.stream().sorted(byId).toList(),
        reading.notes,
        reading.errors);
  }

  private void readAll(Path place) {
    if (!Files.exists(place)) {
      errors.add(new InputError(place.toString(), 0, 0, "", "", "no such file or folder"));
      return;
    }
    try {
      files(place).forEach(this::readFile);
    } catch (IOException | UncheckedIOException unreadable) {
      errors.add(
          new InputError(
              place.toString(), 0, 0, "", "", "cannot be read: " + unreadable.getMessage()));
    }
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(file -> isYaml(file) && !isHidden(place.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean isHidden(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void readFile(Path file) {
    YamlFile.Content content = YamlFile.read(file);
    List<InputError> found = new ArrayList<>(content.errors());
    int before = errors.size();
    content.documents().forEach(this::read);
    found.addAll(errors.subList(before, errors.size()));
    errors.subList(before, errors.size()).clear();
    found.sort(Comparator.comparingInt(InputError::line));
    errors.addAll(found);
  }

  private void read(SourceDocument document) {
    String version = document.root().path("apiVersion").asText();
    String kind = document.root().path("kind").asText();
    if (kind.equals("List") && version.equals("v1")) {
      for (int index = 0; index < document.root().path("items").size(); index++) {
        read(document.item(index));
      }
    } else if (!version.startsWith(GROUP)) {
      notes.add(
          document.note(
              kind.isEmpty()
                  ? "ignored: no Kubernetes object"
                  : "ignored: a " + kind + " of " + version));
    } else if (version.equals(VERSION) && kind.equals("AwsAccount")) {
      declare(document, kind, ResourceSchema.ofCrd("awsaccounts"), AwsAccountSpec.class)
          .ifPresent(this::add);
    } else if (version.equals(VERSION) && kind.equals("SecurityBaseline")) {
      declare(document, kind, ResourceSchema.ofCrd("securitybaselines"), SecurityBaselineSpec.class)
          .ifPresent(baselines::add);
    } else if (version.equals(VERSION) && kind.equals("Suppression")) {
      declare(document, kind, ResourceSchema.ofCrd("suppressions"), SuppressionSpec.class)
          .ifPresent(suppressions::add);
    } else if (version.equals(VERSION) && kind.equals("PlanApproval")) {
      declare(document, kind, ResourceSchema.ofCrd("planapprovals"), PlanApprovalSpec.class)
          .ifPresent(approvals::add);
    } else if (version.equals(VERSION) && kind.equals("AccountReport")) {
      declare(document, kind, ResourceSchema.ofCrd("accountreports"), AccountReportSpec.class)
          .ifPresent(reports::add);
    } else {
      errors.add(
          document.error(
              "",
              version.equals(VERSION) ? "kind" : "apiVersion",
              "no matches for kind \""
                  + kind
                  + "\" in version \""
                  + version
                  + "\": this version knows AwsAccount, SecurityBaseline, Suppression, PlanApproval and"
                  + " AccountReport of "
                  + VERSION));
    }
  }

  private <S> Optional<Declared<S>> declare(
      SourceDocument document, String kind, ResourceSchema schema, Class<S> type) {
    ObjectNode object = (ObjectNode) document.root();
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText("default");
    String name = metadata.path("name").asText();
    List<Violation> violations = schema.violations(object);
    if (!violations.isEmpty()) {
      String id = name.isEmpty() ? kind : kind + " " + namespace + "/" + name;
      violations.forEach(it -> errors.add(document.error(id, it.field(), it.message())));
      return Optional.empty();
    }
    try {
      S spec = SPECS.treeToValue(object.get("spec"), type);
      Declared<S> found = new Declared<>(kind, namespace, name, spec, document);
      Declared<?> twin = declared.putIfAbsent(kind + " " + found.id(), found);
      if (twin != null) {
        errors.add(found.error("metadata.name", "it is also declared in " + twin.source().file()));
        return Optional.empty();
      }
      return Optional.of(found);
    } catch (JsonProcessingException unfit) {
      errors.add(
          document.error(kind + " " + namespace + "/" + name, "spec", unfit.getOriginalMessage()));
      return Optional.empty();
    }
  }

  private void add(Declared<AwsAccountSpec> account) {
    accounts.add(account);
    Declared<?> twin = accountIds.putIfAbsent(account.spec().accountId(), account);
    if (twin != null) {
      errors.add(
          account.error(
              "spec.accountId",
              "account "
                  + account.spec().accountId()
                  + " is also that of "
                  + twin.id()
                  + ": the operator serves one AwsAccount of each account, whichever came first"));
    }
  }
}
