package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What a company's own authority has signed is trusted once its certificate is named. */
class TrustedAuthoritiesTest {
  private static final List<String> PROPERTIES =
      Stream.of("", "Type", "Password").map("javax.net.ssl.trustStore"::concat).toList();

  private final Map<String, @Nullable String> before = new HashMap<>();
  private final Path folder;
  private final Path pem;
  private final HttpsServer server;

  TrustedAuthoritiesTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.pem = folder.resolve("authority.pem");
    Path keys = folder.resolve("keys.p12");
    keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=ours", "-ext", "san=ip:127.0.0.1");
    keytool(keys, "-exportcert", "-rfc", "-file", pem.toString());
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
  }

  private static void keytool(Path keys, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", "ours", "-keystore", keys.toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static SSLContext context(Path keys) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  @BeforeEach
  void start() {
    PROPERTIES.forEach(it -> before.put(it, System.getProperty(it)));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    before.forEach((name, value) -> {
      if (value == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, value);
      }
    });
  }

  @Test
  void isAddedToThoseOfTheJvm() throws Exception {
    assertThatThrownBy(this::call).isInstanceOf(SSLException.class);
    int publicOnes = issuers();

    TrustedAuthorities.ofEnvironment(Map.of(TrustedAuthorities.SETTING, pem.toString()));

    assertThat(call()).isEqualTo(204);
    assertThat(issuers()).isEqualTo(publicOnes + 1).isGreaterThan(50);
  }

  @Test
  void withoutTheSettingNothingChanges() {
    TrustedAuthorities.ofEnvironment(Map.of());
    TrustedAuthorities.ofEnvironment(Map.of(TrustedAuthorities.SETTING, ""));
    assertThat(System.getProperty("javax.net.ssl.trustStore"))
        .isEqualTo(before.get("javax.net.ssl.trustStore"));
  }

  @Test
  void whatCannotBeUsedEndsTheStart() throws IOException {
    assertThatThrownBy(() -> named(folder.resolve("none.pem")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWSPOSTURE_CA_BUNDLE")
        .hasMessageContaining("cannot be read");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> named(empty)).hasMessageContaining("there is no certificate in");
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "a sentence, no certificate");
    assertThatThrownBy(() -> named(wrong)).hasMessageContaining("AWSPOSTURE_CA_BUNDLE");
  }

  private static void named(Path file) {
    TrustedAuthorities.ofEnvironment(Map.of(TrustedAuthorities.SETTING, file.toString()));
  }

  /** As the SDK's own clients do it. */
  private int call() throws IOException {
    URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (SdkHttpClient client = Apache5HttpClient.create()) {
      return client
          .prepareRequest(
              HttpExecuteRequest.builder()
                  .request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(address).build())
                  .build())
          .call()
          .httpResponse()
          .statusCode();
    }
  }

  private static int issuers() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers().length;
  }
}
