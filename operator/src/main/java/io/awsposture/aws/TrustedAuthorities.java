package io.awsposture.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities that this process trusts when it calls AWS: those of the JVM, and
 * those of a file in PEM. The JVM reads no PEM and the AWS SDK heeds no {@code AWS_CA_BUNDLE}, not
 * even where it makes a client by itself to get credentials, so the JVM is given a trust store.
 */
public final class TrustedAuthorities {
  /** Names the file; read at a start only. */
  static final String SETTING = "AWSPOSTURE_CA_BUNDLE";

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  private TrustedAuthorities() {}

  /**
   * Adds the authorities of the file that the environment names, if it names one. To be called
   * before the first connection is made.
   *
   * @throws IllegalStateException when there is no such file, or no certificate in it: the process
   *     must not go on and fail at each call instead
   */
  public static void ofEnvironment(Map<String, String> environment) {
    String file = environment.getOrDefault(SETTING, "");
    if (!file.isBlank()) {
      add(Path.of(file));
    }
  }

  private static void add(Path pem) {
    try {
      Collection<? extends Certificate> more = certificates(pem);
      if (more.isEmpty()) {
        throw new IllegalStateException(SETTING + ": there is no certificate in " + pem);
      }
      Path store = Files.createTempFile("awsposture-authorities-", ".p12");
      store.toFile().deleteOnExit();
      List<Certificate> all = new ArrayList<>(ofTheJvm());
      all.addAll(more);
      write(all, store);
      System.setProperty(TRUST_STORE, store.toString());
      System.setProperty(TRUST_STORE + "Type", "PKCS12");
      // There is nothing secret in it.
      System.clearProperty(TRUST_STORE + "Password");
    } catch (IOException e) {
      throw new IllegalStateException(SETTING + ": " + pem + " cannot be read: " + e, e);
    } catch (CertificateException e) {
      throw new IllegalStateException(SETTING + ": " + pem + " is not in PEM: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(SETTING + ": " + e, e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path pem)
      throws IOException, CertificateException {
    try (InputStream text = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(text);
    }
  }

  private static List<X509Certificate> ofTheJvm() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Stream.<TrustManager>of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
        .toList();
  }

  private static void write(List<Certificate> certificates, Path file)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("authority-" + i, certificates.get(i));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, null);
    }
  }
}
