package io.awsposture.samples;

import io.awsposture.aws.Cause;
import java.util.stream.Stream;

/** Causes for which something was not read. */
public final class SampleCauses {

  private SampleCauses() {}

  /** One of each kind. */
  public static Stream<Cause> ofEachKind() {
    return Stream.of(
        new Cause.Denied("door:DescribeDoor", ""),
        new Cause.DeniedByOrganization("door:DescribeDoor", ""),
        new Cause.OwnerOnly("door:DescribeDoor", "999988887777"),
        new Cause.ThrottledOut("door:DescribeDoor"),
        new Cause.RegionUnusable("AuthFailure"),
        new Cause.Unsupported("door"),
        new Cause.DeadlinePassed(),
        new Cause.Gone("NoSuchDoor"),
        new Cause.NotYet("the key turns"),
        new Cause.Broken("door:DescribeDoor: half an answer"));
  }
}
