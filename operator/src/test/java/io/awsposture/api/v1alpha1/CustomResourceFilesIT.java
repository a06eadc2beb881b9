package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.awsposture.ProjectRoot;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server says to files as users write them: {@code valid-*} are accepted, {@code
 * invalid-*} are refused with the words of their first line, {@code update-*} likewise when {@code
 * .after} replaces {@code .before}. Every rule of a CRD is broken by one of them.
 */
@ExtendWith(KubeApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomResourceFilesIT {

  private static final Path FILES = ProjectRoot.resolve("operator/src/test/resources/crd");
  private static final String EXPECT = "# expect: ";

  private final RunningApiServer server;
  private final String namespace;

  CustomResourceFilesIT(RunningApiServer server) {
    this.server = server;
    this.namespace = server.newNamespace("files");
  }

  static Stream<String> valid() {
    return files(name -> name.startsWith("valid-"));
  }

  static Stream<String> invalid() {
    return files(name -> name.startsWith("invalid-"));
  }

  static Stream<String> updates() {
    return files(name -> name.endsWith(".after.yaml"));
  }

  static Stream<String> examples() {
    return list(ProjectRoot.resolve("examples"))
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".yaml"));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void accepted(String file) {
    assertThatCode(() -> dryRun(read(file)).create()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refused(String file) {
    assertThat(refusal(file, () -> dryRun(read(file)).create())).contains(expectation(file));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void updated(String after) {
    Resource<GenericKubernetesResource> before =
        inNamespace(read(after.replace(".after.", ".before.")));
    GenericKubernetesResource changed = read(after);
    changed.getMetadata().setResourceVersion(before.create().getMetadata().getResourceVersion());
    try {
      Runnable update = () -> dryRun(changed).update();
      if (after.contains("update-invalid-")) {
        assertThat(refusal(after, update)).contains(expectation(after));
      } else {
        assertThatCode(update::run).doesNotThrowAnyException();
      }
    } finally {
      before.delete();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example(String file) {
    GenericKubernetesResource example =
        Serialization.unmarshal(
            text(ProjectRoot.resolve("examples").resolve(file)), GenericKubernetesResource.class);
    assertThat(example.getMetadata().getNamespace()).isEqualTo("security");
    assertThatCode(() -> dryRun(example).create()).doesNotThrowAnyException();
  }

  @Test
  void everyRuleIsBrokenByAFile() {
    List<String> said = new ArrayList<>();
    invalid().forEach(file -> said.add(refusal(file, () -> dryRun(read(file)).create())));
    updates()
        .filter(file -> file.contains("update-invalid-"))
        .forEach(file -> said.add(expectation(file)));
    List<String> unbroken =
        server.client().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .filter(crd -> crd.getSpec().getGroup().equals("awsposture.io"))
            .flatMap(crd -> crd.getSpec().getVersions().stream())
            .flatMap(version -> rules(version.getSchema().getOpenAPIV3Schema()))
            .map(ValidationRule::getMessage)
            .filter(message ->
                said.stream().noneMatch(text -> text.contains(message) || message.contains(text)))
            .toList();
    assertThat(unbroken).as("rules that no file under %s breaks", FILES).isEmpty();
  }

  private static Stream<ValidationRule> rules(JSONSchemaProps schema) {
    Stream<ValidationRule> rules =
        schema.getXKubernetesValidations() == null
            ? Stream.of()
            : schema.getXKubernetesValidations().stream();
    if (schema.getItems() != null) {
      rules = Stream.concat(rules, rules(schema.getItems().getSchema()));
    }
    if (schema.getProperties() != null) {
      rules =
          Stream.concat(
              rules,
              schema.getProperties().values().stream().flatMap(CustomResourceFilesIT::rules));
    }
    return rules;
  }

  private static String refusal(String file, Runnable write) {
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, write::run);
    assertThat(refusal).as("%s is refused", file).isNotNull();
    return String.valueOf(refusal.getMessage());
  }

  /** A dry run as strict as kubectl's: a field that nobody knows is an error. */
  private NonDeletingOperation<GenericKubernetesResource> dryRun(
      GenericKubernetesResource resource) {
    return inNamespace(resource).dryRun().fieldValidation(FieldValidateable.Validation.STRICT);
  }

  private Resource<GenericKubernetesResource> inNamespace(GenericKubernetesResource resource) {
    resource.getMetadata().setNamespace(namespace);
    return server.client().resource(resource);
  }

  private static GenericKubernetesResource read(String file) {
    return Serialization.unmarshal(text(FILES.resolve(file)), GenericKubernetesResource.class);
  }

  private static String expectation(String file) {
    String first = text(FILES.resolve(file)).lines().findFirst().orElse("");
    assertThat(first).as("first line of %s", file).startsWith(EXPECT);
    return first.substring(EXPECT.length());
  }

  private static Stream<String> files(Predicate<String> name) {
    return list(FILES)
        .flatMap(CustomResourceFilesIT::list)
        .filter(file -> name.test(file.getFileName().toString()))
        .map(file -> FILES.relativize(file).toString());
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
