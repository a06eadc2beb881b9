package io.awsposture.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.FreePorts;
import io.awsposture.ProjectRoot;
import io.awsposture.kube.KubeApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image runs as the chart says: as 65532, on a read-only file system, without capabilities,
 * within its memory, and ends in order.
 */
@ExtendWith(KubeApiServer.class)
@EnabledIfEnvironmentVariable(
    named = "AWSPOSTURE_IMAGE",
    matches = ".+",
    disabledReason = "no image: AWSPOSTURE_IMAGE does not name an archive, `make image-test` does")
@EnabledIf(
    value = "canBeRoot",
    disabledReason = "mount namespaces take root, or a sudo that asks for no password")
class ImageIT {
  /** What the chart asks for by default. */
  private static final String MEMORY = "-XX:MaxRAM=512m";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String SECRETS = "var/run/secrets/kubernetes.io/serviceaccount";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static UnpackedImage image;

  static boolean canBeRoot() {
    return Container.asRoot().isPresent();
  }

  @BeforeAll
  static void unpack() throws IOException {
    image = UnpackedImage.of(Path.of(System.getenv("AWSPOSTURE_IMAGE")), folder);
  }

  @Test
  void isReadyWithinItsMemoryAndEndsOnSigterm() throws IOException {
    int port = FreePorts.one();
    Map<String, String> variables = new HashMap<>(inCluster());
    variables.putAll(
        Map.of(
            "AWSPOSTURE_INSTALLATION",
            "image",
            // Not what other tests left: it would be looked at just when the process ends.
            "AWSPOSTURE_WATCH_NAMESPACES",
            KubeApiServer.running().newNamespace("image"),
            "AWS_EC2_METADATA_DISABLED",
            "true",
            "QUARKUS_HTTP_HOST",
            "127.0.0.1",
            "QUARKUS_HTTP_PORT",
            String.valueOf(port),
            // With mode "on" a cache that does not fit is an error, and not only slow.
            "JDK_JAVA_OPTIONS",
            MEMORY + (image.hasCache() ? " -XX:AOTMode=on" : "")));
    try (Container container = Container.start(image, image.entrypoint(), variables)) {
      Instant limit = Instant.now().plus(START_LIMIT);
      while (!answers(port, "/q/health/ready")) {
        assertThat(container.isAlive()).as(container.output()).isTrue();
        assertThat(Instant.now()).as(container.output()).isBefore(limit);
        pause();
      }
      assertThat(answers(port, "/q/health/live")).isTrue();
      assertThat(container.status())
          .containsPattern("Uid:\\s+65532\\s+65532\\s+65532\\s+65532\n")
          .containsPattern("Gid:\\s+65532\\s+65532\\s+65532\\s+65532\n")
          .containsPattern("CapPrm:\\s+0+\n")
          .containsPattern("CapEff:\\s+0+\n")
          .containsPattern("NoNewPrivs:\\s+1\n")
          .containsPattern("NSpid:\\s+\\d+\\s+1\n");
      assertThat(container.stop()).as("the JVM's code for SIGTERM").isEqualTo(143);
      assertThat(container.output())
          .doesNotContain("Read-only file system", "Permission denied", "[aot]", "Exception");
    }
  }

  @Test
  void theCommandLineWorksInIt() throws IOException {
    assertThat(printed(image.entrypoint(), "", "check", "--help"))
        .contains("Usage: awsposture check");
  }

  @Test
  void itsFlagsAreThoseOfTheOneFile() throws IOException {
    String flags = printed(image.entrypoint(), MEMORY + " -XX:+PrintFlagsFinal", "--version");
    List<MatchResult> wanted =
        Pattern.compile("(?m)^-XX:([+-]?)(\\w+)(?:=(\\S+))?$")
            .matcher(Files.readString(ProjectRoot.resolve("operator/jvm.options")))
            .results()
            .toList();
    assertThat(wanted).hasSizeGreaterThan(3);
    for (MatchResult flag : wanted) {
      String value =
          flag.group(1).isEmpty()
              ? flag.group(3)
              : flag.group(1).replace("+", "true").replace("-", "false");
      assertThat(flags).containsPattern(" " + flag.group(2) + " +:?= " + Pattern.quote(value));
    }
    assertThat(flags).containsPattern(" MaxHeapSize += 268435456 ");
  }

  @Test
  void thePodsOptionsOverruleThem() throws IOException {
    assertThat(
            printed(
                image.entrypoint(),
                MEMORY
                    + " -XX:MaxRAMPercentage=75 -XX:-UseSerialGC -XX:+UseG1GC -XX:+PrintFlagsFinal",
                "--version"))
        .containsPattern(" MaxHeapSize += 402653184 ")
        .containsPattern(" UseG1GC += true ");
  }

  @Test
  void startsWithoutItsCacheAndWithOneThatIsNotThere() throws IOException {
    assertThat(printed(image.entrypointWithoutCache(), MEMORY, "--version"))
        .contains("awsposture " + image.labels().get("org.opencontainers.image.version"))
        .doesNotContain("[aot]");
    assumeTrue(image.hasCache(), "the image was made without an AOT cache");
    List<String> lost =
        image.entrypoint().stream()
            .map(part -> part.startsWith("-XX:AOTCache=") ? part + ".lost" : part)
            .toList();
    assertThat(printed(lost, MEMORY, "--version")).contains("awsposture ", "[aot]");
  }

  @Test
  void theSbomNamesEachJarAndTheJava() throws IOException {
    List<String> named = new ArrayList<>();
    new JsonMapper()
        .readTree(image.root().resolve("sbom/aws-posture-operator.cdx.json").toFile())
        .path("components")
        .forEach(it ->
            named.add(
                it.path("group").asText()
                    + "."
                    + it.path("name").asText()
                    + "-"
                    + it.path("version").asText()));
    try (Stream<Path> files = Files.walk(image.root().resolve("opt/awsposture/lib"))) {
      List<String> jars =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .map(name -> name.substring(0, name.length() - ".jar".length()))
              .toList();
      assertThat(jars).hasSizeGreaterThan(100);
      assertThat(named).containsAll(jars).hasSize(jars.size() + 1);
    }
    assertThat(named).anyMatch(it -> it.startsWith(".OpenJDK-"));
  }

  @Test
  void trustsTheAuthoritiesOfTheJdkAndSaysWhatItIs() throws IOException, GeneralSecurityException {
    KeyStore authorities = KeyStore.getInstance("JKS");
    try (InputStream file =
        Files.newInputStream(image.root().resolve("opt/java/lib/security/cacerts"))) {
      authorities.load(file, null);
    }
    assertThat(authorities.size()).isGreaterThan(50);
    assertThat(image.user()).isEqualTo("65532:65532");
    assertThat(image.labels())
        .containsEntry("org.opencontainers.image.title", "AWS Posture Operator")
        .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
        .containsKeys(
            "org.opencontainers.image.version",
            "org.opencontainers.image.revision",
            "org.opencontainers.image.source",
            "org.opencontainers.image.created");
  }

  /** What a command printed that ended with 0. */
  private static String printed(List<String> entrypoint, String options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(entrypoint);
    command.addAll(List.of(arguments));
    try (Container container =
        Container.start(image, command, Map.of("JDK_JAVA_OPTIONS", options))) {
      assertThat(container.exitCode()).as(container.output()).isZero();
      return container.output();
    }
  }

  /**
   * What a pod finds of its cluster: two variables, and a token with the authority's certificate.
   */
  private static Map<String, String> inCluster() throws IOException {
    JsonNode kubeconfig = new YAMLMapper().readTree(KubeApiServer.running().kubeconfig().toFile());
    JsonNode cluster = kubeconfig.at("/clusters/0/cluster");
    Path secrets = Files.createDirectories(image.root().resolve(SECRETS));
    Files.writeString(
        secrets.resolve("token"), kubeconfig.at("/users/0/user").required("token").asText());
    Files.writeString(secrets.resolve("namespace"), "default");
    Files.copy(
        Path.of(cluster.required("certificate-authority").asText()), secrets.resolve("ca.crt"));
    URI server = URI.create(cluster.required("server").asText());
    return Map.of(
        "KUBERNETES_SERVICE_HOST", server.getHost(),
        "KUBERNETES_SERVICE_PORT", String.valueOf(server.getPort()));
  }

  private static boolean answers(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
