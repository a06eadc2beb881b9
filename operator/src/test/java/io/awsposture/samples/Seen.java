package io.awsposture.samples;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Observations that a test makes up; what it does not mention is unknown. */
public final class Seen implements Observations {
  private final Map<String, Observed<?>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** A reading gave this in a Region. */
  public <T> Seen in(String region, Reading<T> reading, T value) {
    answers.put(place(reading, region), Observed.known(value));
    return this;
  }

  /** A reading was unknown in a Region. */
  public Seen unknown(String region, Reading<?> reading, Cause cause) {
    answers.put(place(reading, region), Observed.unknown(cause));
    return this;
  }

  /** What was asked for so far, like {@code door in eu-west-1}. */
  public List<String> asked() {
    return Collections.unmodifiableList(asked);
  }

  @Override
  @SuppressWarnings("unchecked") // under a reading stand only that reading's answers
  public <T> Observed<T> of(Reading<T> reading, String region) {
    String place = place(reading, region);
    asked.add(place);
    Observed<?> answer = answers.get(place);
    return answer == null
        ? Observed.unknown(new Cause.NotYet("the test says nothing of " + place))
        : (Observed<T>) answer;
  }

  private static String place(Reading<?> reading, String region) {
    return reading.name() + " in " + region;
  }
}
