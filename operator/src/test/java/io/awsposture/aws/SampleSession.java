package io.awsposture.aws;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Sessions of a made-up account, with clients that tests make up; they never call AWS. */
public final class SampleSession {
  /** The account of every sample. */
  public static final Target TARGET =
      new Target(
          "111122223333",
          "aws",
          "us-east-1",
          Optional.empty(),
          Optional.of("posture/write"),
          Optional.empty(),
          "awsposture-test");

  private SampleSession() {}

  /** A session whose clients nobody may ask for. */
  public static Session withoutAws() {
    return with(Map.of());
  }

  /**
   * A session with these clients in every Region.
   *
   * @param clients by the name of their service
   */
  public static Session with(Map<String, ?> clients) {
    return with(clients, false);
  }

  /** A session for which no role was assumed. */
  public static Session ofOwnIdentity() {
    return with(Map.of(), true);
  }

  private static Session with(Map<String, ?> clients, boolean ownIdentity) {
    return new Session(
        TARGET,
        Optional.empty(),
        ownIdentity,
        new CallTally(),
        new Session.Maker() {
          @Override
          @SuppressWarnings("unchecked") // the test puts a service's client under its name
          public <C> C make(Service<C> service, String region) {
            Object client = clients.get(service.name());
            if (client == null) {
              throw new AssertionError("nothing here calls " + service + " in " + region);
            }
            return (C) client;
          }
        },
        Clock.systemUTC());
  }
}
