package io.awsposture.observe;

/** What a scan has seen: the answer to each reading, in each Region. */
public interface Observations {

  /**
   * What this reading gave in this Region; for readings made once per account the Region does not
   * matter.
   *
   * @return never null; unknown with {@code DeadlinePassed} where no answer came in time
   */
  <T> Observed<T> of(Reading<T> reading, String region);
}
