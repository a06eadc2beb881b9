package io.awsposture.emulator;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where moto answers otherwise than AWS. Holds state, and so is made anew for each test. */
final class Corrections {
  final RegionCorrections regions = new RegionCorrections();
  final RootCorrections root = new RootCorrections();
  final DetectorCorrections detectors;
  final RecorderCorrections recorders = new RecorderCorrections();
  final TrailCorrections trails = new TrailCorrections();
  final OrganizationCorrections organizations = new OrganizationCorrections();

  final SessionCorrections sessions;

  private final Moto moto;
  private final Map<String, Correction> byCall = new HashMap<>();

  /** Corrections by AWS's clock. */
  Corrections(Moto moto, Supplier<Instant> clock) {
    this.moto = moto;
    this.sessions = new SessionCorrections(clock);
    this.detectors = new DetectorCorrections(clock);
    sessions.addTo(byCall);
    regions.addTo(byCall);
    root.addTo(byCall);
    detectors.addTo(byCall);
    recorders.addTo(byCall);
    trails.addTo(byCall);
    organizations.addTo(byCall);
    RoleCorrections.addTo(byCall);
    KeyCorrections.addTo(byCall);
    BucketCorrections.addTo(byCall);
    new EbsCorrections().addTo(byCall);
  }

  WireAnswer answer(AwsCall call) throws IOException {
    if (regions.isClosed(call)) {
      return RegionCorrections.refused(call);
    }
    Correction correction = byCall.get(call.name());
    return implemented(
        call, correction == null ? moto.answer(call) : correction.answer(call, moto));
  }

  /**
   * What moto lacks, it answers by a crash or an HTML page: the SDK would repeat the one and finds
   * no error code in either. One plain refusal is faster and can be told from AWS's own.
   */
  private static WireAnswer implemented(AwsCall call, WireAnswer answer) {
    boolean page =
        answer.status() == 404
            && answer.header("Content-Type").startsWith("text/html")
            && !answer.text().contains("<Code>");
    if (answer.status() >= 500 || page) {
      return call.error(
          400, "NotImplementedByEmulator", "The emulator does not know " + call.name() + ".");
    }
    // moto calls whatever it says a page.
    return answer.header("Content-Type").startsWith("text/html")
        ? answer.withHeader("Content-Type", call.protocol().contentType())
        : answer;
  }
}
