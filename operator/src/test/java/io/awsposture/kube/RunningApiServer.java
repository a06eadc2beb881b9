package io.awsposture.kube;

import io.awsposture.FreePorts;
import io.awsposture.ProjectRoot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An etcd and a kube-apiserver on free loopback ports, with RBAC on and our CRDs installed. */
public final class RunningApiServer {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final KubeTools tools;
  private final Path folder;
  private final String url;
  private final String token = UUID.randomUUID().toString();
  private final List<BoundProcess> processes = new ArrayList<>();
  private final KubernetesClient client;

  private RunningApiServer(KubeTools tools) throws IOException {
    this.tools = tools;
    this.folder = Files.createTempDirectory("awsposture-kube-");
    // Registered before anything starts, so that a failed start is cleaned up too.
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-kube-apiserver"));
    int[] ports = FreePorts.several(3);
    this.url = "https://127.0.0.1:" + ports[2];
    startEtcd(ports[0], ports[1]);
    startApiServer(ports[0], ports[2]);
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!Files.exists(certificate())) {
      pause(limit);
    }
    Files.writeString(kubeconfig(), kubeconfigText("default", token));
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    // A test wants the first answer, also when it is a refusal.
    config.setRequestRetryBackoffLimit(0);
    // Deleting a thousand objects takes its time on a busy machine.
    config.setRequestTimeout(60_000);
    this.client = new KubernetesClientBuilder().withConfig(config).build();
    while (!ready()) {
      pause(limit);
    }
    installCrds();
  }

  static RunningApiServer start(KubeTools tools) {
    try {
      return new RunningApiServer(tools);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client with all rights, shared by all tests: do not close it. */
  public KubernetesClient client() {
    return client;
  }

  /** The kubeconfig of a user with all rights. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /**
   * Writes the kubeconfig of a ServiceAccount, which has the rights that RBAC gives it and no
   * others, for an hour.
   */
  public Path kubeconfigOf(String namespace, String serviceAccount) {
    TokenRequest asked =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build();
    String granted =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(serviceAccount)
            .tokenRequest(asked)
            .getStatus()
            .getToken();
    Path file = folder.resolve("kubeconfig-" + namespace + "-" + serviceAccount);
    try {
      return Files.writeString(file, kubeconfigText(namespace, granted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kubectl that fits the server. */
  public Path kubectl() {
    return tools.kubectl();
  }

  /** What service accounts asked of it. */
  public AuditLog auditLog() {
    return new AuditLog(folder.resolve("audit.log"));
  }

  /** Where the server listens, like {@code https://127.0.0.1:34567}. */
  public String url() {
    return url;
  }

  /**
   * Runs kubectl with all rights.
   *
   * @return what it printed, errors included
   * @throws IllegalStateException with what it printed, when it does not exit with 0
   */
  public String kubectl(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(tools.kubectl().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig().toString());
    // Else kubectl would keep its discovery cache in the home folder of whoever runs the tests.
    builder.environment().put("KUBECACHEDIR", folder.resolve("kubectl-cache").toString());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Creates a namespace that no other test uses.
   *
   * @param prefix of its name, lower case
   * @return its name
   */
  public String newNamespace(String prefix) {
    String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** Holds etcd still for a while, so that nothing of the API server's is read or written. */
  public void withoutEtcd(Duration time) {
    BoundProcess etcd = processes.getFirst();
    etcd.pause();
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      etcd.resume();
    }
  }

  /** Ends the API server, and with it every watch, and starts it again; waits until it is ready. */
  public void restart() {
    processes.getLast().restart();
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!ready()) {
      pause(limit);
    }
  }

  private void startEtcd(int clientPort, int peerPort) {
    String peer = "http://127.0.0.1:" + peerPort;
    processes.add(
        BoundProcess.start(
            folder.resolve("etcd.log"),
            tools.etcd(),
            List.of(
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + clientPort,
                "--advertise-client-urls=http://127.0.0.1:" + clientPort,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                // Nothing here outlives the test, so nothing needs to reach the disk.
                "--unsafe-no-fsync",
                "--log-level=error")));
  }

  private void startApiServer(int etcdPort, int port) throws IOException {
    Path tokens = folder.resolve("tokens.csv");
    Files.writeString(tokens, token + ",admin,admin,system:masters\n");
    Path serviceAccountKey = folder.resolve("service-account.key");
    Files.writeString(serviceAccountKey, privateKey());
    Path audited = folder.resolve("audit-policy.yaml");
    Files.writeString(audited, AuditLog.POLICY);
    processes.add(
        BoundProcess.start(
            folder.resolve("kube-apiserver.log"),
            tools.apiServer(),
            List.of(
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--audit-policy-file=" + audited,
                "--audit-log-path=" + auditLog().file(),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + serviceAccountKey,
                "--service-account-signing-key-file=" + serviceAccountKey,
                // It would wait for service accounts that only a controller manager makes.
                "--disable-admission-plugins=ServiceAccount")));
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path certificate() {
    return folder.resolve("certificates/apiserver.crt");
  }

  private String kubeconfigText(String namespace, String token) {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    contexts:
    - name: test
      context: {cluster: test, user: test, namespace: %s}
    clusters:
    - name: test
      cluster: {server: "%s", certificate-authority: "%s"}
    users:
    - name: test
      user: {token: "%s"}
    """
        .formatted(namespace, url, certificate(), token);
  }

  private boolean ready() {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  private void pause(Instant limit) {
    for (BoundProcess process : processes) {
      if (!process.alive()) {
        throw new IllegalStateException("the API server ended early:\n" + process.lastWords());
      }
    }
    if (Instant.now().isAfter(limit)) {
      throw new IllegalStateException(
          "the API server did not get ready:\n" + processes.getLast().lastWords());
    }
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void installCrds() throws IOException {
    try (Stream<Path> files = Files.list(ProjectRoot.resolve("crds"))) {
      List<HasMetadata> crds =
          files
              .filter(file -> file.toString().endsWith(".yml"))
              .sorted()
              .map(file -> client.resource(read(file)).serverSideApply())
              .toList();
      for (HasMetadata crd : crds) {
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(crd.getMetadata().getName())
            .waitUntilCondition(RunningApiServer::established, 30, TimeUnit.SECONDS);
      }
    }
  }

  private static HasMetadata read(Path crd) {
    try {
      return Serialization.unmarshal(Files.readString(crd), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    return crd.getStatus() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  private void stop() {
    processes.reversed().forEach(BoundProcess::stop);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("cannot delete " + folder + ": " + e);
    }
  }
}
