package io.awsposture.samples;

import io.awsposture.aws.Cause;
import io.awsposture.control.Judgement;
import io.awsposture.plan.Change;
import io.awsposture.plan.Steps;

/** A thing that brings along what its control says of it and how it is mended. */
public record Thing(Judgement judgement, Steps steps) {

  /** It meets the requirement. */
  public static Thing good() {
    return new Thing(Judgement.pass(), Steps.none());
  }

  /** It fails; these changes would mend it. */
  public static Thing bad(Change... mends) {
    return new Thing(Judgement.fail("open", "shut"), Steps.of(mends));
  }

  /** The requirement does not concern it. */
  public static Thing exempt(String why) {
    return new Thing(Judgement.notApplicable(why), Steps.none());
  }

  /** A part of it that matters is not known. */
  public static Thing unclear(Cause cause) {
    return new Thing(Judgement.unknown(cause), Steps.none());
  }
}
